import threading
import time


class Reminder:
    def __init__(self, every, remind):
        self.every = every
        self.remind = remind
        self.over = threading.Semaphore(0)

    def start(self):
        self.thread = threading.Thread(target=self.run)
        self.thread.start()

    def stop(self):
        self.over.release()
        self.thread.join()

    def run(self):
        next_time = time.monotonic() + self.every
        while not self.over.acquire(timeout=max(0, next_time - time.monotonic())):
            self.remind()
            next_time += self.every
