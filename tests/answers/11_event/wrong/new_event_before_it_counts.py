# rejected by: test_nobody_misses_the_bell deadlock
# why: a teller looks, picks up the event of tomorrow, and sleeps through today
import threading


class Bell:
    def __init__(self):
        self._day = 0
        self._rung = threading.Event()

    def ring(self):
        rung = self._rung
        self._rung = threading.Event()
        self._day += 1
        rung.set()

    def wait(self, day):
        rung = self._rung
        if self._day < day:
            rung.wait()
