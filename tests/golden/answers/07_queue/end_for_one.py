"""The bank's message bus: it holds some messages, has many users, and can be closed."""

import threading
from collections import deque

END = object()  # what is received when the bus is closed and everything has been taken out


class Bus:
    """Holds up to `room` messages between those who send and those who receive."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._messages: deque[object] = deque()
        self._closed = False
        lock = threading.Lock()
        self._not_full = threading.Condition(lock)
        self._not_empty = threading.Condition(lock)

    def send(self, message: object) -> bool:
        """Put a message in as soon as there is room; return False if the bus is closed."""
        with self._not_full:
            while len(self._messages) >= self._room and not self._closed:
                self._not_full.wait()
            if self._closed:
                return False
            self._messages.append(message)
            self._not_empty.notify()
            return True

    def receive(self) -> object:
        """Take a message out as soon as there is one, or return END."""
        with self._not_empty:
            while not self._messages and not self._closed:
                self._not_empty.wait()
            if not self._messages:
                return END
            message = self._messages.popleft()
            self._not_full.notify()
            return message

    def close(self) -> None:
        """Let nobody send any more; what has been sent is still received."""
        with self._not_full:
            self._closed = True
            self._not_full.notify()
            self._not_empty.notify()


def clerk(bus: Bus, book: list[object]) -> None:
    """Write all messages down until there are no more."""
    while (message := bus.receive()) is not END:
        book.append(message)
