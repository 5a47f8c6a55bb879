# rejected by: test_one_worker_is_enough wrong-result
# why: the first office is counted by the caller, who is one more
from concurrent.futures import ThreadPoolExecutor


def offices(office):
    for part in office.parts:
        yield part
        yield from offices(part)


def total(office, workers):
    with ThreadPoolExecutor(workers) as pool:
        parts = [pool.submit(one.count) for one in offices(office)]
        return office.count() + sum(part.result() for part in parts)
