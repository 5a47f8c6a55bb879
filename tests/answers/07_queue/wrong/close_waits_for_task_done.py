# rejected by: test_messages_go_through_in_order deadlock
# rejected by: test_a_full_bus_can_be_closed deadlock
# why: waits until all is done, and nobody ever says that it is
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
            if not self._closed:
                self._closed = True
                self._queue.join()
                self._queue.put(END)
