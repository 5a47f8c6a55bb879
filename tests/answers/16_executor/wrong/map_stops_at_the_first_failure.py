# rejected by: test_a_failure_is_an_answer_too wrong-result
# why: one try around the whole of map: the rest is lost
from concurrent.futures import ThreadPoolExecutor, as_completed, wait


def answer(future):
    try:
        return future.result()
    except Exception as error:
        return error


def all_rates(ask, banks, workers):
    rates = []
    with ThreadPoolExecutor(workers) as pool:
        try:
            for rate in pool.map(ask, banks):
                rates.append(rate)
        except Exception as error:
            rates.append(error)
    return rates


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
