# rejected by: test_stopped_before_the_first_call wrong-result
# rejected by: test_stop_during_a_call_waits_for_it wrong-result
# why: a daemon: nobody has to wait for it, so nobody does
import threading
import time


class Reminder:
    def __init__(self, every, remind):
        self.every = every
        self.remind = remind
        self.over = threading.Event()

    def start(self):
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()

    def stop(self):
        self.over.set()

    def run(self):
        next_time = time.monotonic() + self.every
        while not self.over.wait(next_time - time.monotonic()):
            self.remind()
            next_time += self.every
