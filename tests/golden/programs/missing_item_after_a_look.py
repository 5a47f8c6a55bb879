"""Who has looked before the last message is taken waits for one more, which nobody sends."""

import queue
import threading


class Office:
    def __init__(self):
        self.letters = queue.Queue()
        self.over = False

    def work(self):
        while not self.over:
            self.letters.get()

    def finish(self):
        self.letters.put("the last")
        self.over = True


def scenario():
    office = Office()
    clerk = threading.Thread(target=office.work, name="clerk")
    clerk.start()
    office.finish()
    clerk.join()
