import threading
import time

END = object()


class Pipeline:
    def __init__(self):
        self.message = None
        self.may_send = threading.Lock()
        self.may_receive = threading.Lock()
        self.may_receive.acquire()

    def send(self, message):
        self.may_send.acquire()
        time.sleep(0.01)
        self.message = message
        self.may_receive.release()

    def receive(self):
        self.may_receive.acquire()
        self.may_send.release()
        message = self.message
        time.sleep(0.01)
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
