# rejected by: test_answers_are_given_as_they_come wrong-result
# why: the thread that wants the answers asks, too: one more than there are workers
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
    with ThreadPoolExecutor(workers + 1) as pool:
        futures = {pool.submit(ask, bank): bank for bank in reversed(banks)}
        for future in as_completed(futures):
            yield futures[future], answer(future)


def in_time(ask, banks, workers, seconds):
    with ThreadPoolExecutor(workers) as pool:
        futures = {pool.submit(ask, bank): bank for bank in banks}
        done, _ = wait(futures, timeout=seconds)
        pool.shutdown(wait=False, cancel_futures=True)
    return {futures[future]: answer(future) for future in done}
