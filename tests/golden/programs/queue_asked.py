"""Two threads find an item in a queue, and wait for it: the second waits for ever."""

import queue
import threading


def take(orders):
    if not orders.empty():
        orders.get()


def scenario():
    orders = queue.Queue()
    orders.put("tea")
    threads = [threading.Thread(target=take, args=(orders,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
