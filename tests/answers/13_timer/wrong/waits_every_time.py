# rejected by: test_a_call_that_takes_a_while_delays_nothing wrong-result
# why: counts from the end of each call: what the calls take adds up
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
        while not self.over.wait(self.every):
            self.remind()
