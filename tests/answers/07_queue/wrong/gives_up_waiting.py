# rejected by: test_nothing_is_lost_at_the_end wrong-result
# why: takes a message that is late for the end
import queue
import threading

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
        try:
            return self._queue.get(timeout=1)
        except queue.Empty:
            return END

    def close(self):
        with self._sending:
            self._closed.set()
