# rejected by: test_one_message_at_a_time wrong-result
# why: each sender waits for its own message only, so several are on their way at once
import threading

END = object()


class Pipeline:
    def __init__(self):
        self.slots = {}
        self.changed = threading.Condition()

    def send(self, message):
        me = threading.get_ident()
        with self.changed:
            while me in self.slots:
                self.changed.wait()
            self.slots[me] = message
            self.changed.notify_all()

    def receive(self):
        with self.changed:
            while not self.slots:
                self.changed.wait()
            message = self.slots.pop(next(iter(self.slots)))
            self.changed.notify_all()
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
