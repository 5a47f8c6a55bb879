"""A lock is taken once more by who has it, and it is only this that one way out forgets."""

import threading

lock = threading.RLock()
stock = {"apples": 0}


def take_out(name):
    lock.acquire()
    if stock[name] == 0:
        raise KeyError(name)
    stock[name] -= 1
    lock.release()


def sell(name):
    try:
        with lock:
            take_out(name)
    except KeyError:
        pass


def scenario():
    threads = [threading.Thread(target=sell, args=("apples",), name=n) for n in ("ann", "bob")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
