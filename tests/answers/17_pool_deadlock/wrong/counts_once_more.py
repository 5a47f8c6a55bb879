# rejected by: test_a_failure_comes_out wrong-result
# why: counts an office once more if it cannot be counted
from concurrent.futures import ThreadPoolExecutor


def count(office):
    try:
        return office.count()
    except OSError:
        return office.count()


def total(office, workers):
    offices = [office]
    for each in offices:
        offices.extend(each.parts)
    with ThreadPoolExecutor(workers) as pool:
        return sum(pool.map(count, offices))
