# rejected by: test_who_waits_for_a_message_gets_one deadlock
# why: senders and receivers wait for one condition, and `notify()` wakes one of the wrong kind
import threading
from collections import deque

END = object()


class Bus:
    def __init__(self, room):
        self.room = room
        self.messages = deque()
        self.closed = False
        self.changed = threading.Condition()

    def send(self, message):
        with self.changed:
            while len(self.messages) >= self.room and not self.closed:
                self.changed.wait()
            if self.closed:
                return False
            self.messages.append(message)
            self.changed.notify()
            return True

    def receive(self):
        with self.changed:
            while not self.messages and not self.closed:
                self.changed.wait()
            if not self.messages:
                return END
            message = self.messages.popleft()
            self.changed.notify()
            return message

    def close(self):
        with self.changed:
            self.closed = True
            self.changed.notify_all()
