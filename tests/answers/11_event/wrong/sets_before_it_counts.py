# rejected by: test_nobody_misses_the_bell deadlock
# why: wakes the tellers, who look at the day, and it is still yesterday
import threading


class Bell:
    def __init__(self):
        self._day = 0
        self._rung = threading.Event()

    def ring(self):
        rung = self._rung
        self._rung = threading.Event()
        rung.set()
        self._day += 1

    def wait(self, day):
        while self._day < day:
            self._rung.wait()
