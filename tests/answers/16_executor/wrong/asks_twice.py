# rejected by: test_a_failure_is_an_answer_too wrong-result
# why: asks a bank once more that did not answer the first time
from concurrent.futures import ThreadPoolExecutor, as_completed, wait


def patient(ask):
    def twice(bank):
        try:
            return ask(bank)
        except Exception:
            return ask(bank)

    return twice


def answer(future):
    return future.exception() or future.result()


def all_rates(ask, banks, workers):
    with ThreadPoolExecutor(workers) as pool:
        return [answer(f) for f in [pool.submit(patient(ask), bank) for bank in banks]]


def as_they_come(ask, banks, workers):
    with ThreadPoolExecutor(workers) as pool:
        futures = {pool.submit(patient(ask), bank): bank for bank in banks}
        for future in as_completed(futures):
            yield futures[future], answer(future)


def in_time(ask, banks, workers, seconds):
    with ThreadPoolExecutor(workers) as pool:
        futures = {pool.submit(patient(ask), bank): bank for bank in banks}
        done, late = wait(futures, timeout=seconds)
        for future in late:
            future.cancel()
    return {futures[future]: answer(future) for future in done}
