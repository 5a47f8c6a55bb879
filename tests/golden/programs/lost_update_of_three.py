"""Three threads add to a counter on one line."""

import threading

total = 0


def add(amount):
    global total
    total += amount


def scenario():
    threads = [threading.Thread(target=add, args=(n,), name=f"add-{n}") for n in (1, 10, 100)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert total == 111
