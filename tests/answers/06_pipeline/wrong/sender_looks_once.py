# rejected by: test_one_message_at_a_time wrong-result
# why: `if` for `while`: only one is woken, but another sender may come before it
import threading

END = object()


class Pipeline:
    def __init__(self):
        lock = threading.Lock()
        self.free, self.full = threading.Condition(lock), threading.Condition(lock)
        self.box = []

    def send(self, message):
        with self.free:
            if self.box:
                self.free.wait()
            self.box.append(message)
            self.full.notify()

    def receive(self):
        with self.full:
            while not self.box:
                self.full.wait()
            message = self.box.pop(0)
            self.free.notify()
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
