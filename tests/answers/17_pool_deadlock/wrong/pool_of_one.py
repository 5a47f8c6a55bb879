# rejected by: test_all_workers_count_at_the_same_time wrong-result
# why: all is handed to one worker, whatever the number
from concurrent.futures import ThreadPoolExecutor


def offices(office):
    yield office
    for part in office.parts:
        yield from offices(part)


def total(office, workers):
    with ThreadPoolExecutor(1) as pool:
        return sum(pool.map(lambda one: one.count(), offices(office)))
