# rejected by: test_who_waits_for_a_message_hears_of_the_end deadlock
# rejected by: test_nothing_is_lost_at_the_end deadlock
# why: the lock is held while it waits for a message, and keeps the sender out
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
        with self._sending:
            message = self._queue.get()
            if message is END:
                self._queue.put(END)
            return message

    def close(self):
        with self._sending:
            if not self._closed:
                self._closed = True
                self._queue.put(END)
