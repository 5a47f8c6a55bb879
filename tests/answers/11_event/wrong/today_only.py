# rejected by: test_who_comes_late_does_not_wait deadlock
# why: an event for each day, thrown away when the day is over: who comes late waits
import threading


class Bell:
    def __init__(self):
        self._day = 0
        self._lock = threading.Lock()
        self._events = {}

    def ring(self):
        with self._lock:
            self._day += 1
            event = self._events.pop(self._day, None)
        if event is not None:
            event.set()

    def wait(self, day):
        with self._lock:
            event = self._events.setdefault(day, threading.Event())
        event.wait()
