# rejected by: test_stop_during_a_call_waits_for_it wrong-result
# why: a daemon, and a join with a timeout, lest stop() hang: a call may take longer than that
import threading
import time


class Reminder:
    def __init__(self, every, remind):
        self.every = every
        self.remind = remind
        self.over = threading.Event()
        self.thread = threading.Thread(target=self.run, daemon=True)

    def start(self):
        self.thread.start()

    def stop(self):
        self.over.set()
        self.thread.join(timeout=10)

    def run(self):
        due = time.monotonic() + self.every
        while not self.over.wait(due - time.monotonic()):
            self.remind()
            due += self.every
