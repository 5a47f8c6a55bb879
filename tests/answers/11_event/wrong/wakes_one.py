# rejected by: test_nobody_misses_the_bell deadlock
# why: notify() wakes one of two tellers
import threading


class Bell:
    def __init__(self):
        self._day = 0
        self._changed = threading.Condition()

    def ring(self):
        with self._changed:
            self._day += 1
            self._changed.notify()

    def wait(self, day):
        with self._changed:
            while self._day < day:
                self._changed.wait()
