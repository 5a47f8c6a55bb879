# rejected by: test_all_who_wait_for_room_hear_of_the_end deadlock
# why: close() wakes one of those who wait for room, and the others sleep on
import threading
from collections import deque

END = object()


class Bus:
    def __init__(self, room):
        self.room = room
        self.messages = deque()
        self.closed = False
        lock = threading.Lock()
        self.has_room = threading.Condition(lock)
        self.has_message = threading.Condition(lock)

    def send(self, message):
        with self.has_room:
            while len(self.messages) == self.room and not self.closed:
                self.has_room.wait()
            if self.closed:
                return False
            self.messages.append(message)
            self.has_message.notify()
            return True

    def receive(self):
        with self.has_message:
            while not self.messages and not self.closed:
                self.has_message.wait()
            if not self.messages:
                return END
            self.has_room.notify()
            return self.messages.popleft()

    def close(self):
        with self.has_room:
            self.closed = True
            self.has_room.notify()
            self.has_message.notify_all()


def clerk(bus, book):
    while (message := bus.receive()) is not END:
        book.append(message)
