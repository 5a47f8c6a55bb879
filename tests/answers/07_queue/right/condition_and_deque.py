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
            while len(self.messages) == self.room and not self.closed:
                self.changed.wait()
            if self.closed:
                return False
            self.messages.append(message)
            self.changed.notify_all()
            return True

    def receive(self):
        with self.changed:
            self.changed.wait_for(lambda: self.messages or self.closed)
            if not self.messages:
                return END
            self.changed.notify_all()
            return self.messages.popleft()

    def close(self):
        with self.changed:
            self.closed = True
            self.changed.notify_all()
