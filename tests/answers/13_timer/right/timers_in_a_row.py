import threading
import time


class Reminder:
    def __init__(self, every, remind):
        self.every = every
        self.remind = remind
        self.lock = threading.Lock()
        self.stopped = False
        self.timers = []

    def start(self):
        self.due = time.monotonic()
        self.next_timer()

    def next_timer(self):
        self.due += self.every
        timer = threading.Timer(max(0, self.due - time.monotonic()), self.ring)
        self.timers = [*self.timers[-1:], timer]  # the one before may not have ended yet
        timer.start()

    def ring(self):
        with self.lock:
            if self.stopped:
                return
        self.remind()
        with self.lock:
            if not self.stopped:
                self.next_timer()

    def stop(self):
        with self.lock:
            self.stopped = True
            timers = self.timers
        for timer in timers:
            timer.cancel()
            timer.join()
