# as it is: tampered: treadle.world.threads.Thread.start was changed
# approved: tampered: treadle.world.threads.Thread.start was changed
import threading


class Counter:
    def __init__(self):
        self.value = 0

    def add(self):
        value = self.value
        self.value = value + 1


def patch(thing):
    thing.start = lambda self: self.run()
    thing.join = lambda self, timeout=None: None


patch(threading.Thread)
