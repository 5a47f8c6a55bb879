# Looks again every millisecond. It wastes time, but every look and every change is under the lock.
import threading
import time

END = object()


class Pipeline:
    def __init__(self):
        self.lock = threading.Lock()
        self.full = False
        self.message = None

    def send(self, message):
        while True:
            with self.lock:
                if not self.full:
                    self.message, self.full = message, True
                    return
            time.sleep(0.001)

    def receive(self):
        while True:
            with self.lock:
                if self.full:
                    self.full = False
                    return self.message
            time.sleep(0.001)


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
