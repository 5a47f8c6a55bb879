# rejected by: test_one_message_at_a_time wrong-result
# why: loses nothing, but a sender can run as far ahead as it likes
import threading

END = object()


class Pipeline:
    def __init__(self):
        self.messages = []
        self.there = threading.Semaphore(0)

    def send(self, message):
        self.messages.append(message)
        self.there.release()

    def receive(self):
        self.there.acquire()
        return self.messages.pop(0)


def producer(pipeline, messages):
    for message in messages:
        pipeline.send(message)
    pipeline.send(END)


def consumer(pipeline):
    received = []
    while (message := pipeline.receive()) is not END:
        received.append(message)
    return received
