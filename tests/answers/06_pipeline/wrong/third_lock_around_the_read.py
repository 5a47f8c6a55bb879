# rejected by: test_messages_arrive_once_and_in_order wrong-result
# rejected by: test_two_senders_share_a_pipeline wrong-result
# why: protects the message with one more lock, and still allows the next one too early
import threading

END = object()


class Pipeline:
    def __init__(self):
        self.message = None
        self.message_lock = threading.Lock()
        self.may_send = threading.Lock()
        self.may_receive = threading.Lock()
        self.may_receive.acquire()

    def send(self, message):
        self.may_send.acquire()
        with self.message_lock:
            self.message = message
        self.may_receive.release()

    def receive(self):
        self.may_receive.acquire()
        self.may_send.release()
        with self.message_lock:
            return self.message


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
