# Sender and receiver meet twice: when the message is there, and when it has been taken.
import threading

END = object()


class Pipeline:
    def __init__(self):
        self._sending = threading.Lock()
        self._handed_over = threading.Barrier(2)
        self._taken = threading.Barrier(2)
        self._message = None

    def send(self, message):
        with self._sending:
            self._message = message
            self._handed_over.wait()
            self._taken.wait()

    def receive(self):
        self._handed_over.wait()
        message = self._message
        self._taken.wait()
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
