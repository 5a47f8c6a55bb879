# rejected by: test_messages_go_through_in_order wrong-result
# why: keeps the messages in a list, and takes the last one
import queue
import threading

END = object()


class Bus:
    def __init__(self, room):
        self._queue = queue.LifoQueue(maxsize=room)
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
