# rejected by: test_who_waits_for_tomorrow_sleeps_on_today wrong-result
# why: a condition, and `if`: the bell of today wakes those who wait for tomorrow
import threading


class Bell:
    def __init__(self):
        self._day = 0
        self._changed = threading.Condition()

    def ring(self):
        with self._changed:
            self._day += 1
            self._changed.notify_all()

    def wait(self, day):
        with self._changed:
            if self._day < day:
                self._changed.wait()
