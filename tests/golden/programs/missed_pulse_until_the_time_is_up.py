"""Who is about to wait for the bell while it rings waits for a minute, for the next look."""

import threading
import time


class Bell:
    def __init__(self):
        self.day = 0
        self.rung = threading.Event()

    def ring(self):
        self.day += 1
        self.rung.set()
        self.rung.clear()

    def wait(self):
        while self.day < 1:
            self.rung.wait(60)


def scenario():
    bell = Bell()
    begin = time.monotonic()
    teller = threading.Thread(target=bell.wait, name="teller")
    teller.start()
    bell.ring()
    teller.join()
    assert time.monotonic() - begin < 60, "the bell was missed"
