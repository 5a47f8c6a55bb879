"""The program ends, and a thread of its goes on waiting."""

import queue
import threading


def scenario():
    orders = queue.Queue()
    threading.Thread(target=orders.get, name="cook").start()
    assert orders.empty()
