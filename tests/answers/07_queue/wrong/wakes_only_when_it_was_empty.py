# rejected by: test_who_waits_for_a_message_gets_one deadlock
# why: only the first message is thought to need a wake-up; two wait, and the second sleeps on
import threading
from collections import deque

END = object()


class Bus:
    def __init__(self, room):
        self.room = room
        self.messages = deque()
        self.closed = False
        lock = threading.Lock()
        self.room_there = threading.Condition(lock)
        self.message_there = threading.Condition(lock)

    def send(self, message):
        with self.room_there:
            while len(self.messages) == self.room and not self.closed:
                self.room_there.wait()
            if self.closed:
                return False
            self.messages.append(message)
            if len(self.messages) == 1:
                self.message_there.notify()
            return True

    def receive(self):
        with self.message_there:
            while not self.messages and not self.closed:
                self.message_there.wait()
            if not self.messages:
                return END
            message = self.messages.popleft()
            self.room_there.notify()
            return message

    def close(self):
        with self.room_there:
            self.closed = True
            self.room_there.notify_all()
            self.message_there.notify_all()
