# rejected by: test_one_message_at_a_time wrong-result
# why: a sender waits for "one was taken", which need not be its own; with one sender that is right
import queue
import threading

END = object()


class Pipeline:
    def __init__(self):
        self.q = queue.SimpleQueue()
        self.taken = threading.Event()

    def send(self, message):
        self.taken.clear()
        self.q.put(message)
        self.taken.wait()

    def receive(self):
        message = self.q.get()
        self.taken.set()
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
