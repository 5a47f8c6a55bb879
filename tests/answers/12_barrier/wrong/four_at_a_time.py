# rejected by: test_many_desks_count_at_the_same_time wrong-result
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
