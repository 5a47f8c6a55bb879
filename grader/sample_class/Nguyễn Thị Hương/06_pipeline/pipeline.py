# The standard library has it ready: a queue with room for one.
import queue

END = object()


class Pipeline(queue.Queue):
    def __init__(self):
        super().__init__(maxsize=1)

    def send(self, message):
        self.put(message)

    def receive(self):
        return self.get()


def producer(pipeline, messages):
    for message in messages:
        pipeline.send(message)
    pipeline.send(END)


def consumer(pipeline):
    return list(iter(pipeline.receive, END))
