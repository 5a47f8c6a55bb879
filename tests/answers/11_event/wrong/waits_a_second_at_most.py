# rejected by: test_nobody_starts_before_the_bell wrong-result
# why: after a second it starts, whether the bell has rung or not
import threading


class Bell:
    def __init__(self):
        self._day = 0
        self._rung = threading.Event()

    def ring(self):
        self._day += 1
        self._rung.set()
        self._rung.clear()

    def wait(self, day):
        if self._day < day:
            self._rung.wait(timeout=1)
