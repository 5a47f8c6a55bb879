# Two events say whose turn it is; a lock lets only one sender at a time try.
import threading

END = object()


class Pipeline:
    def __init__(self):
        self.sending = threading.Lock()
        self.free = threading.Event()
        self.free.set()
        self.filled = threading.Event()
        self.message = None

    def send(self, message):
        with self.sending:
            self.free.wait()
            self.free.clear()
            self.message = message
            self.filled.set()

    def receive(self):
        self.filled.wait()
        self.filled.clear()
        message, self.message = self.message, None
        self.free.set()
        return message


def producer(pipeline, messages):
    try:
        for message in messages:
            pipeline.send(message)
    finally:
        pipeline.send(END)


def messages_of(pipeline):
    while (message := pipeline.receive()) is not END:
        yield message


def consumer(pipeline):
    return [message for message in messages_of(pipeline)]
