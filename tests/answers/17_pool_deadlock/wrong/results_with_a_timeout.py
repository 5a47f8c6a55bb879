# rejected by: test_one_worker_is_enough exception
# rejected by: test_two_workers_are_enough_for_a_chain exception
# why: waits for a second only: then it gives up
from concurrent.futures import ThreadPoolExecutor


def total(office, workers):
    with ThreadPoolExecutor(workers) as pool:

        def count(one):
            parts = [pool.submit(count, part) for part in one.parts]
            return one.count() + sum(part.result(timeout=1) for part in parts)

        return pool.submit(count, office).result()
