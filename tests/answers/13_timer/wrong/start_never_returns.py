# rejected by: test_it_reminds_again_and_again wrong-result
# why: start() does the calls itself, and never returns
import threading
import time


class Reminder:
    def __init__(self, every, remind):
        self.every = every
        self.remind = remind

    def start(self):
        self.stop = lambda: None
        while True:
            time.sleep(self.every)
            self.remind()

    def stop(self):
        pass
