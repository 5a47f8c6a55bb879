from concurrent.futures import ThreadPoolExecutor, as_completed


def answer(future):
    error = future.exception()
    return future.result() if error is None else error


def all_rates(ask, banks, workers):
    found = dict(as_they_come(ask, banks, workers))
    return [found[bank] for bank in banks]


def as_they_come(ask, banks, workers, seconds=None):
    with ThreadPoolExecutor(workers) as pool:
        futures = {pool.submit(ask, bank): bank for bank in banks}
        try:
            for future in as_completed(futures, timeout=seconds):
                yield futures[future], answer(future)
        finally:
            for future in futures:
                future.cancel()


def in_time(ask, banks, workers, seconds):
    found = {}
    try:
        for bank, rate in as_they_come(ask, banks, workers, seconds):
            found[bank] = rate
    except TimeoutError:
        pass
    return found
