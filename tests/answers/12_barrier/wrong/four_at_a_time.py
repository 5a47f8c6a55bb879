# rejected by: test_who_cannot_count_keeps_nobody_waiting wrong-result
# why: a pool of four: with more desks than that, some wait until others have counted
from concurrent.futures import ThreadPoolExecutor, wait


def audit(desks, days):
    with ThreadPoolExecutor(4) as pool:
        for day in range(1, days + 1):
            for task in ("count", "compare"):
                at_work = [pool.submit(getattr(desk, task), day) for desk in desks]
                wait(at_work)
                for work in at_work:
                    work.result()
