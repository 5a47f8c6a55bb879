import queue
import threading

END = object()


class Bus:
    """Senders wait for room without a lock; the last one who is still at it puts END in."""

    def __init__(self, room):
        self._queue = queue.Queue(room)
        self._lock = threading.Lock()
        self._closed = False
        self._sending = 0

    def send(self, message):
        with self._lock:
            if self._closed:
                return False
            self._sending += 1
        self._queue.put(message)
        with self._lock:
            self._sending -= 1
            last = self._closed and self._sending == 0
        if last:
            self._queue.put(END)
        return True

    def receive(self):
        message = self._queue.get()
        if message is END:
            self._queue.put(END)
        return message

    def close(self):
        with self._lock:
            first, self._closed = not self._closed, True
            nobody_sends = self._sending == 0
        if first and nobody_sends:
            self._queue.put(END)
