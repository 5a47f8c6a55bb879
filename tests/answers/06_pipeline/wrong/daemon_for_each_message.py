# rejected by: test_messages_arrive_once_and_in_order wrong-result
# why: sends from a daemon thread without waiting for it, so that messages overtake each other
import threading

END = object()


class Pipeline:
    def __init__(self):
        self.message = None
        self.may_send = threading.Lock()
        self.may_receive = threading.Lock()
        self.may_receive.acquire()

    def _put(self, message):
        self.may_send.acquire()
        self.message = message
        self.may_receive.release()

    def send(self, message):
        threading.Thread(target=self._put, args=(message,), daemon=True).start()

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
    while (message := pipeline.receive()) is not END:
        received.append(message)
    return received
