# rejected by: test_messages_arrive_once_and_in_order deadlock
# why: clears the event after it has made room, and wipes out the news of the next message
import threading

END = object()


class Pipeline:
    def __init__(self):
        self.message = None
        self.free = threading.Semaphore(1)
        self.filled = threading.Event()

    def send(self, message):
        self.free.acquire()
        self.message = message
        self.filled.set()

    def receive(self):
        self.filled.wait()
        message = self.message
        self.free.release()
        self.filled.clear()
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
