import threading
from collections import defaultdict


class Bell:
    """A calendar with an event for each day that somebody has asked for."""

    def __init__(self):
        self._days = 0
        self._lock = threading.Lock()
        self._begun = defaultdict(threading.Event)

    def ring(self):
        with self._lock:
            self._days += 1
            today = self._begun[self._days]
        today.set()

    def wait(self, day):
        with self._lock:
            begun = self._begun[day]
        begun.wait()
