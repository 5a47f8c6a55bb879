# rejected by: test_nobody_misses_the_bell deadlock
# why: whoever wakes first clears the event, and the second one waits on
import threading


class Bell:
    def __init__(self):
        self._day = 0
        self._rung = threading.Event()

    def ring(self):
        self._day += 1
        self._rung.set()

    def wait(self, day):
        while self._day < day:
            self._rung.wait()
            self._rung.clear()
