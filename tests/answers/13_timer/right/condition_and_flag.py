import threading
import time


class Reminder:
    def __init__(self, every, remind):
        self.every = every
        self.remind = remind
        self.stopped = threading.Condition()
        self.running = True

    def start(self):
        self.thread = threading.Thread(target=self.run, args=[time.monotonic()])
        self.thread.start()

    def stop(self):
        with self.stopped:
            self.running = False
            self.stopped.notify_all()
        self.thread.join()

    def run(self, when):
        while True:
            when += self.every
            with self.stopped:
                left = max(0, when - time.monotonic())
                if self.stopped.wait_for(lambda: not self.running, timeout=left):
                    break
            self.remind()
