# rejected by: test_desks_work_at_the_same_time wrong-result
# why: no threads: in the right order, and nobody at the same time
def audit(desks, days):
    for day in range(1, days + 1):
        for desk in desks:
            desk.count(day)
        for desk in desks:
            desk.compare(day)
