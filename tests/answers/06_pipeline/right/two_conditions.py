# One lock, two conditions, and the slot is a list with room for one.
import threading

END = "the end", object()


class Pipeline:
    def __init__(self):
        lock = threading.RLock()
        self._emptied = threading.Condition(lock)
        self._filled = threading.Condition(lock)
        self._slot = []

    def send(self, message):
        with self._emptied:
            self._emptied.wait_for(lambda: len(self._slot) == 0)
            self._slot.append(message)
            self._filled.notify()

    def receive(self):
        with self._filled:
            self._filled.wait_for(lambda: len(self._slot) > 0)
            message = self._slot.pop()
            self._emptied.notify()
            return message


def producer(pipeline, messages):
    for message in messages:
        pipeline.send(message)
    pipeline.send(END)


def consumer(pipeline):
    received = []
    while True:
        message = pipeline.receive()
        if message is END:
            return received
        received.append(message)
