# rejected by: test_one_worker_is_enough wrong-result
# why: as many workers as offices
from concurrent.futures import ThreadPoolExecutor


def offices(office):
    return 1 + sum(offices(part) for part in office.parts)


def total(office, workers):
    with ThreadPoolExecutor(offices(office)) as pool:

        def count(one):
            parts = [pool.submit(count, part) for part in one.parts]
            return one.count() + sum(part.result() for part in parts)

        return pool.submit(count, office).result()
