"""Who has looked before the queue is closed puts a message in behind the end, where nobody looks."""

import queue
import threading

END = object()


class Bus:
    def __init__(self):
        self.queue = queue.Queue(maxsize=1)
        self.closed = threading.Event()

    def send(self, message):
        if not self.closed.is_set():
            self.queue.put(message)

    def receive(self):
        while self.queue.get() is not END:
            pass

    def close(self):
        self.closed.set()
        self.queue.put(END)


def scenario():
    bus = Bus()
    receiver = threading.Thread(target=bus.receive, name="receiver")
    senders = [threading.Thread(target=bus.send, args=(n,), name=f"send-{n}") for n in (1, 2)]
    for thread in (receiver, *senders):
        thread.start()
    bus.close()
    for thread in (receiver, *senders):
        thread.join()
