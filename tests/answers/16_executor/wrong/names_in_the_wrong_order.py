# rejected by: test_answers_are_given_as_they_come wrong-result
# why: takes the answers as they come, and the names in their order
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
        futures = [pool.submit(ask, bank) for bank in banks]
        for bank, future in zip(banks, as_completed(futures)):
            yield bank, answer(future)


def in_time(ask, banks, workers, seconds):
    with ThreadPoolExecutor(workers) as pool:
        futures = {pool.submit(ask, bank): bank for bank in banks}
        done, not_done = wait(futures, timeout=seconds)
        for future in not_done:
            future.cancel()
    return {futures[future]: answer(future) for future in done}
