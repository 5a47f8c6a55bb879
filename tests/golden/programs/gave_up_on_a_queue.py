"""A letter that comes a little later than somebody cares to wait."""

import time
from queue import Empty, Queue
from threading import Thread

read: list[str] = []


def receive(letters: Queue[str]) -> None:
    try:
        read.append(letters.get(timeout=1))
    except Empty:
        print("no letters today")


def scenario() -> None:
    letters: Queue[str] = Queue()
    receiver = Thread(target=receive, args=(letters,), name="ann")
    receiver.start()
    time.sleep(0.5)
    letters.put("from bob")
    receiver.join()
    assert read == ["from bob"], "a letter came, and nobody read it"
