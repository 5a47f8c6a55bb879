# rejected by: test_one_worker_is_enough wrong-result
# why: every office gets a pool of its own: nobody counts how many work in all
from concurrent.futures import ThreadPoolExecutor


def total(office, workers):
    with ThreadPoolExecutor(workers) as pool:
        parts = [pool.submit(total, part, workers) for part in office.parts]
        return office.count() + sum(part.result() for part in parts)
