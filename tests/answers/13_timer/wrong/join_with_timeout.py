# rejected by: test_stop_during_a_call_waits_for_it wrong-result
# why: waits for a thousandth of a second, and a call takes longer
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
        self.thread.join(timeout=0.001)

    def run(self):
        next_time = time.monotonic() + self.every
        while not self.over.wait(next_time - time.monotonic()):
            self.remind()
            next_time += self.every
