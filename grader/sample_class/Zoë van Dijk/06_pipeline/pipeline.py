import threading

END = object()


class Pipeline:
    def __init__(self):
        self.message = None
        self.may_send = threading.Lock()
        self.may_receive = threading.Lock()
        self.may_receive.acquire()

    def send(self, message):
        self.may_send.acquire()
        self.message = message
        self.may_receive.release()

    def receive(self):
        self.may_receive.acquire()
        message = self.message
        self.may_send.release()
        return message


def producer(pipeline, messages):
    for message in messages:
        pipeline.send(message)


def consumer(pipeline):
    received = []
    while (message := pipeline.receive()) is not END:
        received.append(message)
    return received
