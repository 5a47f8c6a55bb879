"""More threads than there is room for side by side."""

import threading

cups = [0]


def drink():
    cups[0] += 1


def scenario():
    names = ("ann", "bob", "cid", "dora", "emil")
    threads = [threading.Thread(target=drink, name=name) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert cups[0] > 1, f"five drink, and {cups[0]} cup is counted"
