"""Two consumers, and one sentinel."""

import queue
import threading

letters = queue.SimpleQueue()


def consume():
    while letters.get() is not None:
        pass


def scenario():
    threads = [threading.Thread(target=consume, name=f"consumer-{n}") for n in (1, 2)]
    for thread in threads:
        thread.start()
    letters.put("a")
    letters.put(None)
    for thread in threads:
        thread.join()
