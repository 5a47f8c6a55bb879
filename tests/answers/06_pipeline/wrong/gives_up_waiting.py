# rejected by: test_who_waits_waits_as_long_as_it_takes deadlock
# why: takes a message that is late for the end, and leaves the producer alone with it
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
        if not self.may_receive.acquire(timeout=5):
            return END
        message = self.message
        self.may_send.release()
        return message


def producer(pipeline, messages):
    for message in messages:
        pipeline.send(message)
    pipeline.send(END)


def consumer(pipeline):
    received = []
    while (message := pipeline.receive()) is not END:
        received.append(message)
    return received
