# rejected by: test_a_failure_is_an_answer_too wrong-result
# why: sleeps until the time is over, whatever has come
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
    with ThreadPoolExecutor(workers) as pool:
        futures = {pool.submit(ask, bank): bank for bank in banks}
        time.sleep(seconds)
        done = [future for future in futures if future.done()]
        for future in futures:
            future.cancel()
    return {futures[future]: answer(future) for future in done}
