# rejected by: test_one_worker_is_enough exception
# why: keeps the offices in a dict, but an office of any class may have no hash
from concurrent.futures import ThreadPoolExecutor


def total(office, workers):
    offices = [office]
    for each in offices:
        offices.extend(each.parts)
    with ThreadPoolExecutor(workers) as pool:
        futures = {each: pool.submit(each.count) for each in offices}
        return sum(future.result() for future in futures.values())
