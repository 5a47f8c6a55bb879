# as it is: tampered: queue.Queue.get was changed
# approved: tampered: queue.Queue.get was changed
import queue

[queue.Queue][0].get = lambda self, block=True, timeout=None: self.queue.popleft()


class Counter:
    value = 2

    def add(self): ...
