# rejected by: test_the_bus_has_so_much_room wrong-result
# why: a queue that is never full cannot block
import queue
import threading

END = object()


class Bus:
    def __init__(self, room):
        self._queue = queue.Queue()
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
            if not self._closed:
                self._closed = True
                self._queue.put(END)
