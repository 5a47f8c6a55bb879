# rejected by: test_what_comes_later_does_not_count wrong-result
# why: asks in batches, and the next one has to wait for the slowest of the one before
import time
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
    end = time.monotonic() + seconds
    found = {}
    with ThreadPoolExecutor(workers) as pool:
        for first in range(0, len(banks), workers):
            futures = {pool.submit(ask, bank): bank for bank in banks[first : first + workers]}
            done, late = wait(futures, timeout=max(0, end - time.monotonic()))
            found |= {futures[future]: answer(future) for future in done}
            if late:
                pool.shutdown(wait=False, cancel_futures=True)
                break
    return found
