from concurrent.futures import ThreadPoolExecutor, as_completed, wait
from functools import partial


def guarded(ask, bank):
    try:
        return bank, ask(bank)
    except Exception as error:
        return bank, error


def all_rates(ask, banks, workers):
    with ThreadPoolExecutor(workers) as pool:
        return [answer for _, answer in pool.map(partial(guarded, ask), banks)]


def as_they_come(ask, banks, workers):
    with ThreadPoolExecutor(workers) as pool:
        for future in as_completed([pool.submit(guarded, ask, bank) for bank in banks]):
            yield future.result()


def in_time(ask, banks, workers, seconds):
    with ThreadPoolExecutor(workers) as pool:
        done, _ = wait([pool.submit(guarded, ask, bank) for bank in banks], timeout=seconds)
        pool.shutdown(cancel_futures=True)
    return dict(future.result() for future in done)
