# rejected by: test_nobody_stays wrong-result
# why: shuts the pool down at the end, and an exception never gets there
from concurrent.futures import ThreadPoolExecutor


def total(office, workers):
    offices = [office]
    for one in offices:
        offices.extend(one.parts)
    pool = ThreadPoolExecutor(workers)
    futures = [pool.submit(one.count) for one in offices]
    coins = sum(future.result() for future in futures)
    pool.shutdown()
    return coins
