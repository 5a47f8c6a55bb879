# rejected by: test_messages_are_sent_as_they_come deadlock
# why: a list is handy to put END behind it, but the second message may come only when the first has arrived
"""The bank's message bus: a teller sends messages, the ledger receives them."""

import threading
from collections.abc import Iterable
import queue

END = object()  # what is sent when there is nothing more to send


class Pipeline:
    """Holds one message until somebody takes it."""

    def __init__(self) -> None:
        self._slot: queue.Queue[object] = queue.Queue(maxsize=1)

    def send(self, message: object) -> None:
        """Put a message in, as soon as there is room for it."""
        self._slot.put(message)

    def receive(self) -> object:
        """Take the message out, as soon as there is one."""
        return self._slot.get()


def producer(pipeline: Pipeline, messages: Iterable[object]) -> None:
    """Send all messages, and then END."""
    for message in [*messages, END]:
        pipeline.send(message)


def consumer(pipeline: Pipeline) -> list[object]:
    """Receive until END comes, and return the messages."""
    received = []
    while (message := pipeline.receive()) is not END:
        received.append(message)
    return received


def main() -> None:
    pipeline = Pipeline()
    messages = ["ann pays 10", "bob pays 20", "ann takes 5"]
    teller = threading.Thread(target=producer, args=(pipeline, messages))
    teller.start()
    print(*consumer(pipeline), sep="\n")
    teller.join()


if __name__ == "__main__":
    main()
