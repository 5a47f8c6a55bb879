# rejected by: test_answers_are_given_as_they_come wrong-result
# why: asks the banks in groups, and the next group has to wait for the slowest of the one before
from concurrent.futures import ThreadPoolExecutor, as_completed, wait


def answer(future):
    return future.exception() or future.result()


def all_rates(ask, banks, workers):
    with ThreadPoolExecutor(workers) as pool:
        return [answer(future) for future in [pool.submit(ask, bank) for bank in banks]]


def as_they_come(ask, banks, workers):
    with ThreadPoolExecutor(workers) as pool:
        for first in range(0, len(banks), workers):
            group = {pool.submit(ask, bank): bank for bank in banks[first : first + workers]}
            for future in as_completed(group):
                yield group[future], answer(future)


def in_time(ask, banks, workers, seconds):
    with ThreadPoolExecutor(workers) as pool:
        futures = {pool.submit(ask, bank): bank for bank in banks}
        done, late = wait(futures, timeout=seconds)
        for future in late:
            future.cancel()
    return {futures[future]: answer(future) for future in done}
