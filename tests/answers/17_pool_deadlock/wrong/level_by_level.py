# rejected by: test_all_workers_count_at_the_same_time wrong-result
# why: counts an office, then its parts, then theirs
from concurrent.futures import ThreadPoolExecutor


def total(office, workers):
    coins = 0
    level = [office]
    with ThreadPoolExecutor(workers) as pool:
        while level:
            coins += sum(pool.map(lambda one: one.count(), level))
            level = [part for one in level for part in one.parts]
    return coins
