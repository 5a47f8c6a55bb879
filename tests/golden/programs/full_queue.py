"""The consumer stops early, and the producer is left with a full queue."""

import queue
import threading


def scenario():
    parcels = queue.Queue(maxsize=1)

    def pack():
        for number in range(3):
            parcels.put(number)

    def deliver():
        parcels.get()

    threads = [threading.Thread(target=f, name=f.__name__) for f in (pack, deliver)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
