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
        begin, number = time.monotonic(), 1
        while True:
            left = begin + number * self.every - time.monotonic()
            if self.over.wait(max(0, left)):
                return
            self.remind()
            number += 1
