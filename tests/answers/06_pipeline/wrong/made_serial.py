# rejected by: test_messages_arrive_once_and_in_order deadlock
# rejected by: test_only_end_is_the_end deadlock
# why: makes it serial: producer and consumer each wait until the other one is done
import threading

END = object()


class Pipeline:
    def __init__(self):
        self.message = None
        self.turn = threading.Lock()
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
    with pipeline.turn:
        for message in messages:
            pipeline.send(message)
        pipeline.send(END)


def consumer(pipeline):
    with pipeline.turn:
        received = []
        while (message := pipeline.receive()) is not END:
            received.append(message)
        return received
