# rejected by: test_nobody_starts_before_the_bell wrong-result
# why: the events belong to the class, so the first bell that rings wakes those of all bells
import threading


class Bell:
    mornings = {}

    def __init__(self):
        self.day = 0
        self.lock = threading.Lock()

    def ring(self):
        with self.lock:
            self.day += 1
            morning = self.mornings.pop(self.day, None)
        if morning is not None:
            morning.set()

    def wait(self, day):
        with self.lock:
            if day <= self.day:
                return
            morning = self.mornings.setdefault(day, threading.Event())
        morning.wait()
