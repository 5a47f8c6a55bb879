# rejected by: test_what_comes_later_does_not_count wrong-result
# why: asks one bank after the other, and looks at the time between them
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
    for bank in reversed(banks):
        if time.monotonic() >= end:
            break
        try:
            rate = ask(bank)
        except Exception as error:
            rate = error
        if time.monotonic() < end:
            found[bank] = rate
    return found
