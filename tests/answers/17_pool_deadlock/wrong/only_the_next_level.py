# rejected by: test_two_workers_are_enough_for_a_chain wrong-result
# why: asks the offices that belong to it, and not those that belong to these
from concurrent.futures import ThreadPoolExecutor


def total(office, workers):
    with ThreadPoolExecutor(workers) as pool:
        return sum(pool.map(lambda one: one.count(), [office, *office.parts]))
