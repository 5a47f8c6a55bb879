# rejected by: test_all_workers_count_at_the_same_time wrong-result
# why: waits for each office before it hands in the next
from concurrent.futures import ThreadPoolExecutor


def total(office, workers):
    coins = 0
    offices = [office]
    with ThreadPoolExecutor(workers) as pool:
        for one in offices:
            offices.extend(one.parts)
            coins += pool.submit(one.count).result()
    return coins
