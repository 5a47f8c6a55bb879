# rejected by: test_stopped_before_the_first_call wrong-result
# why: takes the event away in place of setting it
import threading
import time


class Reminder:
    def __init__(self, every, remind):
        self.every = every
        self.remind = remind
        self.over = threading.Event()

    def start(self):
        self.thread = threading.Thread(target=self.run)
        self.thread.start()

    def stop(self):
        self.over = None

    def run(self):
        next_time = time.monotonic() + self.every
        while not self.over.wait(next_time - time.monotonic()):
            self.remind()
            next_time += self.every
