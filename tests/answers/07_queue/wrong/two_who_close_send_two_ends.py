# rejected by: test_a_full_bus_can_be_closed deadlock
# why: looks whether it is closed before it takes the lock: two who close at once send two ENDs
import queue
import threading


END = object()  # what is received when the bus is closed and everything has been taken out


class Bus:
    """Holds up to `room` messages between those who send and those who receive."""

    def __init__(self, room: int) -> None:
        self._queue: queue.Queue[object] = queue.Queue(maxsize=room)
        self._door = threading.Lock()
        self._closed = threading.Event()

    def send(self, message: object) -> bool:
        """Put a message in as soon as there is room; return False if the bus is closed."""
        with self._door:
            if self._closed.is_set():
                return False
            self._queue.put(message)
            return True

    def receive(self) -> object:
        """Take a message out as soon as there is one, or return END."""
        message = self._queue.get()
        if message is END:
            self._queue.put(END)
        return message

    def close(self) -> None:
        """Let nobody send any more; what has been sent is still received."""
        if self._closed.is_set():
            return
        with self._door:
            self._closed.set()
            self._queue.put(END)
