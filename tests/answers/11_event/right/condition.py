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
            self._changed.wait_for(lambda: self._day >= day)
