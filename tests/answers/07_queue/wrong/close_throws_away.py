# rejected by: test_messages_go_through_in_order wrong-result
# rejected by: test_two_receivers_share_the_bus wrong-result
# why: makes room for END by throwing away what nobody has received yet
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
            while not self._queue.empty():
                self._queue.get()
            self._queue.put(END)
