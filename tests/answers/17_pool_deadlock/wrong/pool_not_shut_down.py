# rejected by: test_nobody_stays wrong-result
# why: does not wait for the workers: the pool stays
from concurrent.futures import ThreadPoolExecutor


def offices(office):
    yield office
    for part in office.parts:
        yield from offices(part)


def total(office, workers):
    pool = ThreadPoolExecutor(workers)
    return sum(pool.map(lambda one: one.count(), offices(office)))
