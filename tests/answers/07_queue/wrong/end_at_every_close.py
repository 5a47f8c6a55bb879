# rejected by: test_a_full_bus_can_be_closed deadlock
# why: puts END in whenever it is closed, and two of them can fill the bus
import queue
import threading

END = object()


class Bus:
    def __init__(self, room):
        self._queue = queue.Queue(maxsize=room)
        self._sending = threading.Lock()
        self._closed = False

    def send(self, message):
        with self._sending:
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
        with self._sending:
            self._closed = True
            self._queue.put(END)
