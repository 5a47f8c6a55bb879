# rejected by: test_two_receivers_share_the_bus wrong-result
# why: polls until there is something, and two receivers find the same thing
import queue
import threading
import time

END = object()


class Bus:
    def __init__(self, room):
        self._queue = queue.Queue(maxsize=room)
        self._closed = threading.Event()
        self._sending = threading.Lock()

    def send(self, message):
        with self._sending:
            if self._closed.is_set():
                return False
            self._queue.put(message)
            return True

    def receive(self):
        while self._queue.empty():
            if self._closed.is_set():
                return END
            time.sleep(0.01)
        return self._queue.get()

    def close(self):
        with self._sending:
            self._closed.set()
