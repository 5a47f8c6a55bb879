"""The bank's message bus: it holds some messages, has many users, and can be closed."""

import queue
import threading

END = object()  # what is received when the bus is closed and everything has been taken out


class Bus:
    """Holds up to `room` messages between those who send and those who receive."""

    def __init__(self, room: int) -> None:
        self._queue: queue.Queue[object] = queue.Queue(maxsize=room)
        self._closed = threading.Event()
        self._lock = threading.Lock()

    def send(self, message: object) -> bool:
        """Put a message in as soon as there is room; return False if the bus is closed."""
        while not self._closed.is_set():
            try:
                self._queue.put(message, timeout=0.05)
                return True
            except queue.Full:
                pass
        return False

    def receive(self) -> object:
        """Take a message out as soon as there is one, or return END."""
        while True:
            try:
                return self._queue.get(timeout=0.05)
            except queue.Empty:
                if self._closed.is_set():
                    try:
                        return self._queue.get_nowait()  # look again
                    except queue.Empty:
                        return END

    def close(self) -> None:
        """Let nobody send any more; what has been sent is still received."""
        self._closed.set()


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
