# rejected by: test_stop_during_a_call_waits_for_it wrong-result
# why: stop() looks every 100 ms whether the thread has ended, and after five seconds no more
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
        for _ in range(50):
            if not self.thread.is_alive():
                return
            time.sleep(0.1)

    def run(self):
        due = time.monotonic() + self.every
        while not self.over.wait(due - time.monotonic()):
            self.remind()
            due += self.every
