# rejected by: test_one_worker_is_enough deadlock
# rejected by: test_any_number_of_offices deadlock
# rejected by: test_two_workers_are_enough_for_a_chain wrong-result
# why: one worker more, for the one that waits
from concurrent.futures import ThreadPoolExecutor


def total(office, workers):
    with ThreadPoolExecutor(workers + 1) as pool:

        def count(one):
            parts = [pool.submit(count, part) for part in one.parts]
            return one.count() + sum(part.result() for part in parts)

        return pool.submit(count, office).result()
