# rejected by: test_nobody_starts_before_the_bell deadlock
# why: waits for the event with the lock that whoever rings needs
import threading


class Bell:
    def __init__(self):
        self._day = 0
        self._rung = threading.Event()
        self._lock = threading.Lock()

    def ring(self):
        with self._lock:
            self._day += 1
            self._rung.set()
            self._rung = threading.Event()

    def wait(self, day):
        with self._lock:
            while self._day < day:
                self._rung.wait()
