"""The bank's message bus: a teller sends messages, the ledger receives them."""

import queue
from collections.abc import Iterable

END = object()  # what is sent when there is nothing more to send


class Pipeline:
    """Holds one message until somebody takes it."""

    def __init__(self) -> None:
        self._queue: queue.Queue[object] = queue.Queue(maxsize=1)

    def send(self, message: object) -> None:
        """Put a message in, as soon as there is room for it."""
        self._queue.put(message)

    def receive(self) -> object:
        """Take the message out, as soon as there is one."""
        try:
            return self._queue.get(timeout=5)
        except queue.Empty:
            return END  # nothing for five seconds: the producer must be done


def producer(pipeline: Pipeline, messages: Iterable[object]) -> None:
    """Send all messages, and then END."""
    for message in messages:
        pipeline.send(message)
    pipeline.send(END)


def consumer(pipeline: Pipeline) -> list[object]:
    """Receive until END comes, and return the messages."""
    received = []
    while (message := pipeline.receive()) is not END:
        received.append(message)
    return received
