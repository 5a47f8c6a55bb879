# rejected by: test_messages_go_through_in_order deadlock
# why: takes a bus that had no room for five seconds for a closed one
"""The bank's message bus: it holds some messages, has many users, and can be closed."""

import queue
from collections import deque
import threading

END = object()  # what is received when the bus is closed and everything has been taken out


class Bus:
    """Holds up to `room` messages between those who send and those who receive."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._messages: deque[object] = deque()
        self._closed = False
        self._changed = threading.Condition()

    def send(self, message: object) -> bool:
        """Put a message in as soon as there is room; return False if the bus is closed."""
        with self._changed:
            ok = self._changed.wait_for(lambda: self._closed or len(self._messages) < self._room, 5)
            if self._closed or not ok:
                return False
            self._messages.append(message)
            self._changed.notify_all()
            return True

    def receive(self) -> object:
        """Take a message out as soon as there is one, or return END."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._messages)
            if not self._messages:
                return END
            self._changed.notify_all()
            return self._messages.popleft()

    def close(self) -> None:
        """Let nobody send any more; what has been sent is still received."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()


def clerk(bus: Bus, book: list[object]) -> None:
    """Write all messages down until there are no more."""
    while (message := bus.receive()) is not END:
        book.append(message)


def main() -> None:
    bus = Bus(room=2)
    book: list[object] = []
    clerks = [threading.Thread(target=clerk, args=(bus, book)) for _ in range(3)]
    for thread in clerks:
        thread.start()
    for number in range(100):
        bus.send(f"message {number}")
    bus.close()
    for thread in clerks:
        thread.join()
    print(f"100 messages were sent, and {len(book)} are in the book")


if __name__ == "__main__":
    main()
