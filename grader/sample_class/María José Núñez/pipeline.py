# A condition variable, and a flag that says whether there is a message.
import threading

END = object()


class Pipeline:
    def __init__(self):
        self.changed = threading.Condition()
        self.full = False
        self.message = None

    def send(self, message):
        with self.changed:
            while self.full:
                self.changed.wait()
            self.message = message
            self.full = True
            self.changed.notify_all()

    def receive(self):
        with self.changed:
            while not self.full:
                self.changed.wait()
            self.full = False
            self.changed.notify_all()
            return self.message


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
