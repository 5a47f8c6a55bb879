# rejected by: test_one_worker_is_enough wrong-result
# why: leaves an office out that is equal to another one, but equal is not the same
from concurrent.futures import ThreadPoolExecutor


def total(office, workers):
    offices = [office]
    for each in offices:
        for part in each.parts:
            if part not in offices:
                offices.append(part)
    with ThreadPoolExecutor(workers) as pool:
        return sum(pool.map(lambda each: each.count(), offices))
