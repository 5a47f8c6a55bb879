# rejected by: test_banks_are_asked_at_the_same_time wrong-result
# why: shares out the banks beforehand: who is ready does not help the one who has to wait
import threading
from concurrent.futures import ThreadPoolExecutor, as_completed, wait


def answer(future):
    return future.exception() or future.result()


def all_rates(ask, banks, workers):
    found = {}

    def work(mine):
        for bank in mine:
            try:
                found[bank] = ask(bank)
            except Exception as error:
                found[bank] = error

    threads = [threading.Thread(target=work, args=(banks[i::workers],)) for i in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [found[bank] for bank in banks]


def as_they_come(ask, banks, workers):
    with ThreadPoolExecutor(workers) as pool:
        futures = {pool.submit(ask, bank): bank for bank in banks}
        for future in as_completed(futures):
            yield futures[future], answer(future)


def in_time(ask, banks, workers, seconds):
    with ThreadPoolExecutor(workers) as pool:
        futures = {pool.submit(ask, bank): bank for bank in banks}
        done, _ = wait(futures, timeout=seconds)
        pool.shutdown(wait=False, cancel_futures=True)
    return {futures[future]: answer(future) for future in done}
