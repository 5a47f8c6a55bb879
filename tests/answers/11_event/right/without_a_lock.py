import threading


class Bell:
    """Whoever rings counts before the event is exchanged; whoever waits looks the other way round."""

    def __init__(self):
        self._day = 0
        self._next = threading.Event()

    def ring(self):
        self._day += 1
        rung = self._next
        self._next = threading.Event()
        rung.set()

    def wait(self, day):
        while True:
            rung = self._next
            if self._day >= day:
                return
            rung.wait()
