import threading


class Day:
    """A day that may have begun, and knows the next one."""

    def __init__(self):
        self.begun = threading.Event()
        self.next = None


class Bell:
    """A chain of days; whoever rings makes the next one before the present one begins."""

    def __init__(self):
        self._first = self._coming = Day()

    def ring(self):
        today = self._coming
        today.next = self._coming = Day()
        today.begun.set()

    def wait(self, day):
        link = self._first
        link.begun.wait()
        for _ in range(day - 1):
            link = link.next
            link.begun.wait()
