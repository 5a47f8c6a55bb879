from concurrent.futures import ThreadPoolExecutor


def audit(desks, days):
    """No barrier: a task for each, and nobody gets the next before all are done."""
    with ThreadPoolExecutor(max_workers=len(desks)) as pool:
        for day in range(1, days + 1):
            list(pool.map(lambda desk, day=day: desk.count(day), desks))
            list(pool.map(lambda desk, day=day: desk.compare(day), desks))
