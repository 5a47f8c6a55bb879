# rejected by: test_what_comes_later_does_not_count wrong-result
# why: each bank has so many seconds, one after the other
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
    with ThreadPoolExecutor(workers) as pool:
        futures = {pool.submit(ask, bank): bank for bank in banks}
        for future in as_completed(futures):
            yield futures[future], answer(future)


def in_time(ask, banks, workers, seconds):
    found = {}
    with ThreadPoolExecutor(workers) as pool:
        futures = {bank: pool.submit(ask, bank) for bank in banks}
        for bank, future in futures.items():
            try:
                found[bank] = future.result(timeout=seconds)
            except Exception as error:
                found[bank] = error
        pool.shutdown(cancel_futures=True)
    return found
