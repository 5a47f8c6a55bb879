# rejected by: test_a_message_goes_through wrong-result
# rejected by: test_two_senders_share_a_pipeline wrong-result
# rejected by: test_one_message_at_a_time wrong-result
# why: one lock where two are needed: it keeps the two apart, but nobody waits for his turn
import threading

END = object()


class Pipeline:
    def __init__(self):
        self.message = None
        self.lock = threading.Lock()

    def send(self, message):
        with self.lock:
            self.message = message

    def receive(self):
        with self.lock:
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
