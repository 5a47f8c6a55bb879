# rejected by: test_nothing_is_lost_at_the_end deadlock
# why: takes an empty bus for a closed one
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
        try:
            message = self._queue.get_nowait()
        except queue.Empty:
            return END
        if message is END:
            self._queue.put(END)
        return message

    def close(self):
        with self._sending:
            if not self._closed:
                self._closed = True
                self._queue.put(END)
