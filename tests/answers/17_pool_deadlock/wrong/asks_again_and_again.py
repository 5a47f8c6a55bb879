# rejected by: test_one_worker_is_enough no-progress
# why: sleeps until the parts are done, and keeps the worker all the same
import time
from concurrent.futures import ThreadPoolExecutor


def total(office, workers):
    with ThreadPoolExecutor(workers) as pool:

        def count(one):
            parts = [pool.submit(count, part) for part in one.parts]
            coins = one.count()
            while not all(part.done() for part in parts):
                time.sleep(0.01)
            return coins + sum(part.result() for part in parts)

        return pool.submit(count, office).result()
