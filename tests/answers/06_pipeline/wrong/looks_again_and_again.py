# rejected by: test_only_end_is_the_end wrong-result
# rejected by: test_two_senders_share_a_pipeline no-progress
# why: a busy wait: None stands for an empty pipeline, and two senders can both find it empty
import time

END = object()


class Pipeline:
    def __init__(self):
        self.message = None

    def send(self, message):
        while self.message is not None:
            time.sleep(0.001)
        self.message = message

    def receive(self):
        while self.message is None:
            time.sleep(0.001)
        message = self.message
        self.message = None
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
