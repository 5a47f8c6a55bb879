# rejected by: test_nothing_is_lost_at_the_end deadlock
# why: a new lock for each call keeps nobody out
import queue
import threading

END = object()


class Bus:
    def __init__(self, room):
        self._queue = queue.Queue(maxsize=room)
        self._sending = threading.Lock()
        self._closed = False

    def send(self, message):
        with threading.Lock():
            if self._closed:
                return False
            self._queue.put(message)
            return True

    def receive(self):
        message = self._queue.get()
        if message is END:
            self._queue.put(END)
        return message

    def close(self):
        with threading.Lock():
            if not self._closed:
                self._closed = True
                self._queue.put(END)
