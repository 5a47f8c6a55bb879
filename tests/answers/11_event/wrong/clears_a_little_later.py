# rejected by: test_nobody_misses_the_bell deadlock
# rejected by: test_the_bell_rings_every_day deadlock
# why: a sleep before clear(): whoever comes after that misses it all the same
import threading
import time


class Bell:
    def __init__(self):
        self._day = 0
        self._rung = threading.Event()

    def ring(self):
        self._day += 1
        self._rung.set()
        time.sleep(0.01)
        self._rung.clear()

    def wait(self, day):
        while self._day < day:
            self._rung.wait()
