"""A thread looks whether there is something to do without the lock, and then waits."""

import threading

ready = threading.Condition()
orders = []


def cook():
    if not orders:
        with ready:
            ready.wait()
    orders.pop()


def guest():
    orders.append("soup")
    with ready:
        ready.notify()


def scenario():
    threads = [threading.Thread(target=f, name=f.__name__) for f in (cook, guest)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
