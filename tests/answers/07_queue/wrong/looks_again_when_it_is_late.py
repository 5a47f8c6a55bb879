# rejected by: test_nothing_is_lost_at_the_end wrong-result
# why: waits with a time limit, and looks at the flag only afterwards: a message may have come
import queue
import threading

END = object()


class Bus:
    def __init__(self, room):
        self._queue = queue.Queue(maxsize=room)
        self._closed = threading.Event()

    def send(self, message):
        if self._closed.is_set():
            return False
        self._queue.put(message)
        return True

    def receive(self):
        while True:
            try:
                return self._queue.get(timeout=0.1)
            except queue.Empty:
                if self._closed.is_set():
                    return END

    def close(self):
        self._closed.set()
