# rejected by: test_nobody_is_asked_when_the_time_is_over wrong-result
# why: each answer is given the whole time anew, so that the second may come after twice as long
from concurrent.futures import CancelledError, ThreadPoolExecutor, as_completed


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
            except (TimeoutError, CancelledError):
                pool.shutdown(wait=False, cancel_futures=True)
            except Exception as error:
                found[bank] = error
    return found
