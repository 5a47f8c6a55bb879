"""A mailbox with room for one message says that it is free before it has been emptied."""

import threading


class Mailbox:
    def __init__(self):
        self.message = None
        self.free = threading.Semaphore(1)
        self.full = threading.Semaphore(0)

    def send(self, message):
        self.free.acquire()
        self.message = message
        self.full.release()

    def receive(self):
        self.full.acquire()
        self.free.release()
        return self.message


def scenario():
    mailbox = Mailbox()
    received = []

    def post():
        for message in ("first", "second"):
            mailbox.send(message)

    def read():
        for _ in range(2):
            received.append(mailbox.receive())

    threads = [threading.Thread(target=f, name=f.__name__) for f in (post, read)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert received == ["first", "second"], f"received {received}"
