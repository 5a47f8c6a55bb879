# rejected by: test_who_waits_starts_at_once wrong-result
# why: waits with a timeout for a pulse that it misses, and looks again
import threading


class Bell:
    def __init__(self):
        self._day = 0
        self._rung = threading.Event()

    def ring(self):
        self._day += 1

    def wait(self, day):
        while self._day < day:
            self._rung.wait(timeout=0.05)
