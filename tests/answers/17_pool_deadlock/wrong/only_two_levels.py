# rejected by: test_one_worker_is_enough wrong-result
# why: knows that a bank has offices and these have branches, and looks no deeper
from concurrent.futures import ThreadPoolExecutor


def total(office, workers):
    offices = [office, *office.parts]
    for part in office.parts:
        offices.extend(part.parts)
    with ThreadPoolExecutor(workers) as pool:
        return sum(pool.map(lambda each: each.count(), offices))
