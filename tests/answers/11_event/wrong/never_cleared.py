# rejected by: test_who_waits_for_tomorrow_sleeps_on_today wrong-result
# why: the event stays set, and from the second day on nobody waits
import threading


class Bell:
    def __init__(self):
        self._day = 0
        self._rung = threading.Event()

    def ring(self):
        self._day += 1
        self._rung.set()

    def wait(self, day):
        if self._day < day:
            self._rung.wait()
