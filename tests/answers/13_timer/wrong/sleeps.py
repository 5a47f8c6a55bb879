# rejected by: test_stopped_before_the_first_call wrong-result
# rejected by: test_a_call_that_takes_a_while_delays_nothing wrong-result
# why: a sleep cannot be woken: stop() waits for the time of the next call
import threading
import time


class Reminder:
    def __init__(self, every, remind):
        self.every = every
        self.remind = remind
        self.running = True

    def start(self):
        self.thread = threading.Thread(target=self.run)
        self.thread.start()

    def run(self):
        while self.running:
            time.sleep(self.every)
            if self.running:
                self.remind()

    def stop(self):
        self.running = False
        self.thread.join()
