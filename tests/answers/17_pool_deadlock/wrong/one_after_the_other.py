# rejected by: test_all_workers_count_at_the_same_time wrong-result
# why: no pool, no deadlock
def total(office, workers):
    return office.count() + sum(total(part, workers) for part in office.parts)
