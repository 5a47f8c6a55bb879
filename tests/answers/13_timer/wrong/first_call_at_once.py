# rejected by: test_it_reminds_again_and_again wrong-result
# why: calls at once, and then every so many seconds
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
        self.over.set()
        self.thread.join()

    def run(self):
        self.remind()
        next_time = time.monotonic() + self.every
        while not self.over.wait(next_time - time.monotonic()):
            self.remind()
            next_time += self.every
