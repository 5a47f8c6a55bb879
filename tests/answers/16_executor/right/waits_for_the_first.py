from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait


def pairs(futures, done):
    for bank, future in futures.items():
        if future in done:
            yield bank, future.exception() or future.result()


def all_rates(ask, banks, workers):
    with ThreadPoolExecutor(max_workers=workers) as pool:
        futures = {bank: pool.submit(ask, bank) for bank in banks}
        done, _ = wait(futures.values())
        return [answer for _, answer in pairs(futures, done)]


def as_they_come(ask, banks, workers):
    with ThreadPoolExecutor(max_workers=workers) as pool:
        futures = {bank: pool.submit(ask, bank) for bank in banks}
        left = set(futures.values())
        while left:
            done, left = wait(left, return_when=FIRST_COMPLETED)
            yield from pairs(futures, done)


def in_time(ask, banks, workers, seconds):
    with ThreadPoolExecutor(max_workers=workers) as pool:
        futures = {bank: pool.submit(ask, bank) for bank in banks}
        done, left = wait(futures.values(), timeout=seconds)
        for future in left:
            future.cancel()
        return dict(pairs(futures, done))
