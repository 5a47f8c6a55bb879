# rejected by: test_who_waits_starts_at_once wrong-result
# why: looks every ten milliseconds: late in the morning, awake all night
import threading
import time


class Bell:
    def __init__(self):
        self._day = 0

    def ring(self):
        self._day += 1

    def wait(self, day):
        while self._day < day:
            time.sleep(0.01)
