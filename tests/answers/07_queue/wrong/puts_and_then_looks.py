# rejected by: test_nothing_is_lost_at_the_end deadlock
# why: puts the message in first: one that was refused arrives all the same
import queue
import threading

END = object()


class Bus:
    def __init__(self, room):
        self._queue = queue.Queue(maxsize=room)
        self._sending = threading.Lock()
        self._closed = False

    def send(self, message):
        self._queue.put(message)
        with self._sending:
            return not self._closed

    def receive(self):
        with self._sending:
            over = self._closed and self._queue.empty()
        if over:
            return END
        message = self._queue.get()
        if message is END:
            self._queue.put(END)
        return message

    def close(self):
        with self._sending:
            if not self._closed:
                self._closed = True
                self._queue.put(END)
