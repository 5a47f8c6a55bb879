# rejected by: test_one_worker_is_enough wrong-result
# why: if nothing comes for a second, it counts the part itself
from concurrent.futures import ThreadPoolExecutor


def total(office, workers):
    with ThreadPoolExecutor(workers) as pool:

        def count(one):
            parts = [(part, pool.submit(count, part)) for part in one.parts]
            coins = one.count()
            for part, future in parts:
                try:
                    coins += future.result(timeout=1)
                except TimeoutError:
                    coins += count(part)
            return coins

        return pool.submit(count, office).result()
