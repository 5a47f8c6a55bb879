# rejected by: test_messages_arrive_once_and_in_order wrong-result
# rejected by: test_only_end_is_the_end wrong-result
# why: appends before it looks, so that END is among the messages
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
        self.may_receive.acquire()
        message = self.message
        self.may_send.release()
        return message


def producer(pipeline, messages):
    for message in messages:
        pipeline.send(message)
    pipeline.send(END)


def consumer(pipeline):
    received = []
    while True:
        message = pipeline.receive()
        received.append(message)
        if message is END:
            return received
