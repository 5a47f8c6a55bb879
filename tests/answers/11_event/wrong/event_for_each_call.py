# rejected by: test_nobody_starts_before_the_bell deadlock
# rejected by: test_nobody_misses_the_bell deadlock
# why: an event of its own for each ring: nobody waits for that one
import threading


class Bell:
    def __init__(self):
        self._day = 0
        self._rung = threading.Event()

    def ring(self):
        self._day += 1
        rung = threading.Event()
        rung.set()

    def wait(self, day):
        while self._day < day:
            self._rung.wait()
