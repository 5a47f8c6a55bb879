"""Two tasks of a thread pool add to one total."""

from concurrent.futures import ThreadPoolExecutor

total = 0


def add(amount):
    global total
    total += amount


def scenario():
    with ThreadPoolExecutor(max_workers=2) as pool:
        futures = [pool.submit(add, amount) for amount in (1, 10)]
        for future in futures:
            future.result()
    assert total == 11, f"1 and 10 were added, but the total is {total}"
