import threading


class Bell:
    """Everybody who waits is woken by a lock of their own."""

    def __init__(self):
        self._lock = threading.Lock()
        self._day = 0
        self._sleepers = []

    def ring(self):
        with self._lock:
            self._day += 1
            for day, bed in self._sleepers:
                if day == self._day:
                    bed.release()

    def wait(self, day):
        with self._lock:
            if day <= self._day:
                return
            bed = threading.Lock()
            bed.acquire()
            self._sleepers.append((day, bed))
        bed.acquire()
