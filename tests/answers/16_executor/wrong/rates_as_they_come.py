# rejected by: test_all_rates_are_in_the_order_of_the_banks wrong-result
# why: as_completed for what should be in order
from concurrent.futures import ThreadPoolExecutor, as_completed, wait


def answer(future):
    try:
        return future.result()
    except Exception as error:
        return error


def all_rates(ask, banks, workers):
    with ThreadPoolExecutor(workers) as pool:
        futures = [pool.submit(ask, bank) for bank in banks]
        return [answer(future) for future in as_completed(futures)]


def as_they_come(ask, banks, workers):
    with ThreadPoolExecutor(workers) as pool:
        futures = {pool.submit(ask, bank): bank for bank in banks}
        for future in as_completed(futures):
            yield futures[future], answer(future)


def in_time(ask, banks, workers, seconds):
    with ThreadPoolExecutor(workers) as pool:
        futures = {pool.submit(ask, bank): bank for bank in banks}
        done, not_done = wait(futures, timeout=seconds)
        for future in not_done:
            future.cancel()
    return {futures[future]: answer(future) for future in done}
