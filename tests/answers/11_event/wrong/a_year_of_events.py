# rejected by: test_who_comes_late_does_not_wait exception
# why: has an event for each day of a year, and no more
import threading


class Bell:
    def __init__(self):
        self._days = [threading.Event() for _ in range(366)]
        self._day = 0

    def ring(self):
        self._days[self._day].set()
        self._day += 1

    def wait(self, day):
        self._days[day - 1].wait()
