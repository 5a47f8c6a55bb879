# rejected by: test_nothing_is_lost_at_the_end deadlock
# why: closes, waits a moment for those who are still sending, then puts END in
import queue
import threading
import time

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
        message = self._queue.get()
        if message is END:
            self._queue.put(END)
        return message

    def close(self):
        if not self._closed.is_set():
            self._closed.set()
            time.sleep(0.1)
            self._queue.put(END)
