# rejected by: test_nothing_is_lost_at_the_end deadlock
# why: END is passed on, but a sender that has looked can still come after it
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
        message = self._queue.get()
        if message is END:
            self._queue.put(END)
        return message

    def close(self):
        if not self._closed.is_set():
            self._closed.set()
            self._queue.put(END)
