# rejected by: test_one_message_at_a_time wrong-result
# why: a permit of send is not tied to its message: it may be that of another one, which was taken
"""The bank's message bus: a teller sends messages, the ledger receives them."""

import queue
import threading
from collections.abc import Iterable

END = object()  # what is sent when there is nothing more to send


class Pipeline:
    """Hands messages over: who sends waits until the message has been taken."""

    def __init__(self) -> None:
        self._messages: queue.SimpleQueue[object] = queue.SimpleQueue()
        self._taken = threading.Semaphore(0)

    def send(self, message: object) -> None:
        """Put a message in, and wait until it has been taken."""
        self._messages.put(message)
        self._taken.acquire()

    def receive(self) -> object:
        """Take the message out, as soon as there is one."""
        message = self._messages.get()
        self._taken.release()
        return message


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


def main() -> None:
    pipeline = Pipeline()
    messages = ["ann pays 10", "bob pays 20", "ann takes 5"]
    teller = threading.Thread(target=producer, args=(pipeline, messages))
    teller.start()
    print(*consumer(pipeline), sep="\n")
    teller.join()


if __name__ == "__main__":
    main()
