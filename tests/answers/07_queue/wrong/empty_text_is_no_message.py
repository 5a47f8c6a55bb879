# rejected by: test_messages_go_through_in_order wrong-result
# why: sends what is true, and None; what is empty is dropped without a word
"""The bank's message bus: it holds some messages, has many users, and can be closed."""

import queue
import threading

END = object()  # what is received when the bus is closed and everything has been taken out


class Bus:
    """Holds up to `room` messages between those who send and those who receive."""

    def __init__(self, room: int) -> None:
        self._queue: queue.Queue[object] = queue.Queue(maxsize=room)
        self._sending = threading.Lock()
        self._closed = False

    def send(self, message: object) -> bool:
        """Put a message in as soon as there is room; return False if the bus is closed."""
        if message == "":
            return True
        with self._sending:  # END comes after everything that was sent
            if self._closed:
                return False
            self._queue.put(message)
            return True

    def receive(self) -> object:
        """Take a message out as soon as there is one, or return END."""
        message = self._queue.get()
        if message is END:
            self._queue.put(END)  # for whoever comes next
        return message

    def close(self) -> None:
        """Let nobody send any more; what has been sent is still received."""
        with self._sending:
            if not self._closed:
                self._closed = True
                self._queue.put(END)


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
