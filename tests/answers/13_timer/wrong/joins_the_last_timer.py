# rejected by: test_stop_at_the_moment_of_a_call wrong-result
# why: waits for the last timer only, while the thread of the one before, which has started it, has not ended yet
import threading
import time


class Reminder:
    def __init__(self, every, remind):
        self.every = every
        self.remind = remind
        self.lock = threading.Lock()
        self.stopped = False

    def start(self):
        self.due = time.monotonic()
        self.next_timer()

    def next_timer(self):
        self.due += self.every
        self.timer = threading.Timer(max(0, self.due - time.monotonic()), self.ring)
        self.timer.start()

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
            timer = self.timer
        timer.cancel()
        timer.join()
