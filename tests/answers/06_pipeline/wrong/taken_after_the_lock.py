# rejected by: test_messages_arrive_once_and_in_order wrong-result
# rejected by: test_messages_are_sent_as_they_come wrong-result
# why: says that there is room, gives the lock back, and takes the message out after that
"""The bank's message bus: a teller sends messages, the ledger receives them."""

import threading
from collections.abc import Iterable

END = object()  # what is sent when there is nothing more to send


class Pipeline:
    def __init__(self) -> None:
        self._message: object = None
        self._full = False
        self._cond = threading.Condition()

    def send(self, message: object) -> None:
        with self._cond:
            while self._full:
                self._cond.wait()
            self._message = message
            self._full = True
            self._cond.notify()

    def receive(self) -> object:
        with self._cond:
            while not self._full:
                self._cond.wait()
            self._full = False
            self._cond.notify()
        return self._message


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
