# rejected by: test_the_bell_rings_every_day deadlock
# why: four events in turn: who looks and then waits for one misses it if it has been cleared for a later day
import threading


class Bell:
    def __init__(self):
        self._day = 0
        self._rung = [threading.Event() for _ in range(4)]

    def ring(self):
        day = self._day + 1
        self._rung[(day + 1) % 4].clear()
        self._day = day
        self._rung[day % 4].set()

    def wait(self, day):
        while (known := self._day) < day:
            self._rung[(known + 1) % 4].wait()
