# rejected by: test_only_end_is_the_end wrong-result
# why: an empty text stands for no message, and can be one
import threading

END = object()


class Pipeline:
    def __init__(self):
        self.changed = threading.Condition()
        self.message = ""

    def send(self, message):
        with self.changed:
            self.changed.wait_for(lambda: self.message == "")
            self.message = message
            self.changed.notify_all()

    def receive(self):
        with self.changed:
            self.changed.wait_for(lambda: self.message != "")
            message, self.message = self.message, ""
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
