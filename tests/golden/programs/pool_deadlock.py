"""A task waits for another task, and there is no worker left to do it."""

from concurrent.futures import ThreadPoolExecutor


def scenario():
    with ThreadPoolExecutor(max_workers=1) as pool:

        def outer():
            return pool.submit(inner).result()

        def inner():
            return 1

        pool.submit(outer).result()
