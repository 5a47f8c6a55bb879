"""A job of a pool fails before it gives the lock back, and nobody asks for its result."""

import threading
from concurrent.futures import ThreadPoolExecutor

lock = threading.Lock()
prices = {"tea": 3}
bill = []


def add(name):
    lock.acquire()
    bill.append(prices[name])
    lock.release()


def scenario():
    with ThreadPoolExecutor(2) as pool:
        pool.submit(add, "coffee")
        pool.submit(add, "tea")
