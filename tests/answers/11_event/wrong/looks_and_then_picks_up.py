# rejected by: test_nobody_misses_the_bell deadlock
# why: a new event each day, but it is picked up after the look at the day
import threading


class Bell:
    def __init__(self):
        self._day = 0
        self._rung = threading.Event()

    def ring(self):
        self._day += 1
        rung, self._rung = self._rung, threading.Event()
        rung.set()

    def wait(self, day):
        while self._day < day:
            self._rung.wait()
