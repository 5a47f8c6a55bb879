import queue
import threading
import time


class Reminder:
    def __init__(self, every, remind):
        self.every = every
        self.remind = remind
        self.orders = queue.Queue()

    def start(self):
        self.thread = threading.Thread(target=self.run)
        self.thread.start()

    def run(self):
        due = time.monotonic() + self.every
        while True:
            try:
                self.orders.get(timeout=max(0, due - time.monotonic()))
                return
            except queue.Empty:
                self.remind()
                due += self.every

    def stop(self):
        self.orders.put("stop")
        self.thread.join()
