# rejected by: test_all_workers_count_at_the_same_time wrong-result
# why: does what nobody has begun, but sits and waits for an office that another worker has begun, while others are left
from concurrent.futures import ThreadPoolExecutor


def total(office, workers):
    with ThreadPoolExecutor(workers) as pool:

        def count(one):
            parts = [(part, pool.submit(count, part)) for part in one.parts]
            coins = one.count()
            for part, future in parts:
                # What no worker has begun with, this one can do itself.
                coins += count(part) if future.cancel() else future.result()
            return coins

        return pool.submit(count, office).result()
