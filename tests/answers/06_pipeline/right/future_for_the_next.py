import threading
from concurrent.futures import Future

END = type("End", (), {})()


class Pipeline:
    def __init__(self):
        self._senders = threading.Lock()
        self._next = Future()

    def send(self, message):
        taken = threading.Event()
        with self._senders:
            self._next.set_result((message, taken))
            taken.wait()

    def receive(self):
        message, taken = self._next.result()
        self._next = Future()
        taken.set()
        return message


def producer(pipeline, messages):
    [*map(pipeline.send, messages), pipeline.send(END)]


def consumer(pipeline):
    def received():
        while True:
            match pipeline.receive():
                case message if message is END:
                    return
                case message:
                    yield message

    return [*received()]
