import queue
import threading

END = object()


class OldQueue(queue.Queue):
    """What a queue of Python 3.13 does, for older ones."""

    def __init__(self, maxsize):
        super().__init__()
        self.room = maxsize
        self.over = False

    def put(self, item):
        with self.mutex:
            while self._qsize() >= self.room and not self.over:
                self.not_full.wait()
            if self.over:
                raise Closed
            self._put(item)
            self.not_empty.notify()

    def get(self):
        with self.mutex:
            while not self._qsize() and not self.over:
                self.not_empty.wait()
            if not self._qsize():
                raise Closed
            item = self._get()
            self.not_full.notify()
            return item

    def shutdown(self):
        with self.mutex:
            self.over = True
            self.not_empty.notify_all()
            self.not_full.notify_all()


if hasattr(queue, "ShutDown"):
    Closed = queue.ShutDown
    NewQueue = queue.Queue
else:
    Closed = type("Closed", (Exception,), {})
    NewQueue = OldQueue


class Bus:
    def __init__(self, room):
        self._queue = NewQueue(room)

    def send(self, message):
        try:
            self._queue.put(message)
        except Closed:
            return False
        return True

    def receive(self):
        try:
            return self._queue.get()
        except Closed:
            return END

    def close(self):
        self._queue.shutdown()
