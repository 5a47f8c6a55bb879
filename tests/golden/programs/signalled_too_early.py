"""A semaphore counts messages, and the first is let in before the message is there."""

import threading


class Pipe:
    def __init__(self):
        self.message = None
        self.there = threading.Semaphore(0)
        self.room = threading.Semaphore(1)

    def send(self, message):
        self.room.acquire()
        self.there.release()
        self.message = message

    def receive(self):
        self.there.acquire()
        message = self.message
        self.room.release()
        return message


def scenario():
    pipe = Pipe()

    def receive_until_end():
        while pipe.receive() != "end":
            pass

    def send_two():
        pipe.send("hello")
        pipe.send("end")

    threads = [threading.Thread(target=f, name=f.__name__) for f in (send_two, receive_until_end)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
