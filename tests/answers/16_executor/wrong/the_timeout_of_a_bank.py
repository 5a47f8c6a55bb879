# rejected by: test_a_failure_is_an_answer_too wrong-result
# why: takes a TimeoutError that a bank raised for the end of its own time, and tells nothing
from concurrent.futures import ThreadPoolExecutor, as_completed, wait


def answer(future):
    return future.exception() or future.result()


def all_rates(ask, banks, workers):
    with ThreadPoolExecutor(workers) as pool:
        return [answer(future) for future in [pool.submit(ask, bank) for bank in banks]]


def as_they_come(ask, banks, workers):
    with ThreadPoolExecutor(workers) as pool:
        futures = {pool.submit(ask, bank): bank for bank in banks}
        for future in as_completed(futures):
            yield futures[future], answer(future)


def in_time(ask, banks, workers, seconds):
    found = {}
    with ThreadPoolExecutor(workers) as pool:
        futures = {pool.submit(ask, bank): bank for bank in banks}
        try:
            for future in as_completed(futures, timeout=seconds):
                found[futures[future]] = future.result()
        except TimeoutError:
            pool.shutdown(wait=False, cancel_futures=True)
    return found
