# Two semaphores: one counts the free places, the other the messages.
from collections import deque
from threading import Semaphore


class _End:
    def __repr__(self):
        return "END"


END = _End()


class Pipeline:
    def __init__(self):
        self._room = Semaphore(1)
        self._there = Semaphore(0)
        self._messages = deque()

    def send(self, message):
        self._room.acquire()
        self._messages.append(message)
        self._there.release()

    def receive(self):
        self._there.acquire()
        message = self._messages.popleft()
        self._room.release()
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
