# rejected by: test_answers_are_given_as_they_come wrong-result
# why: a thread for each bank, and nobody counts how many ask
import queue
import threading
from concurrent.futures import ThreadPoolExecutor, as_completed, wait


def answer(future):
    try:
        return future.result()
    except Exception as error:
        return error


def all_rates(ask, banks, workers):
    with ThreadPoolExecutor(workers) as pool:
        futures = [pool.submit(ask, bank) for bank in banks]
        return [answer(future) for future in futures]


def as_they_come(ask, banks, workers):
    answers = queue.Queue()

    def work(bank):
        try:
            answers.put((bank, ask(bank)))
        except Exception as error:
            answers.put((bank, error))

    threads = [threading.Thread(target=work, args=(bank,)) for bank in banks]
    for thread in threads:
        thread.start()
    for _ in banks:
        yield answers.get()
    for thread in threads:
        thread.join()


def in_time(ask, banks, workers, seconds):
    with ThreadPoolExecutor(workers) as pool:
        futures = {pool.submit(ask, bank): bank for bank in banks}
        done, _ = wait(futures, timeout=seconds)
        pool.shutdown(wait=False, cancel_futures=True)
    return {futures[future]: answer(future) for future in done}
