# rejected by: test_who_waits_for_a_message_hears_of_the_end deadlock
# why: gives everybody some time to finish, and then says nothing
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
        if self._closed.is_set() and self._queue.empty():
            return END
        return self._queue.get()

    def close(self):
        time.sleep(1)
        self._closed.set()
