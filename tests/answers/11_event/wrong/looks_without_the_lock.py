# rejected by: test_nobody_starts_before_the_bell deadlock
# rejected by: test_nobody_misses_the_bell deadlock
# why: the bell rings between the look and the wait
import threading


class Bell:
    def __init__(self):
        self._day = 0
        self._changed = threading.Condition()

    def ring(self):
        self._day += 1
        with self._changed:
            self._changed.notify_all()

    def wait(self, day):
        while self._day < day:
            with self._changed:
                self._changed.wait()
