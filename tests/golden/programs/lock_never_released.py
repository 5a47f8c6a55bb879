"""One way out of the function forgets the lock."""

import threading

lock = threading.Lock()
stock = {"apples": 0}


def sell(name):
    lock.acquire()
    if stock[name] == 0:
        return
    stock[name] -= 1
    lock.release()


def scenario():
    threads = [threading.Thread(target=sell, args=("apples",), name=n) for n in ("ann", "bob")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
