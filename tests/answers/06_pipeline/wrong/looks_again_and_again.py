# rejected by: test_two_senders_share_a_pipeline wrong-result
# why: a busy wait on a flag: two senders can both find the place free
import time

END = object()


class Pipeline:
    def __init__(self):
        self.message = None
        self.full = False

    def send(self, message):
        while self.full:
            time.sleep(0.001)
        self.message = message
        self.full = True

    def receive(self):
        while not self.full:
            time.sleep(0.001)
        message = self.message
        self.full = False
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
