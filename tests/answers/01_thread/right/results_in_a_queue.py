import queue
import threading
from functools import partial


class Teller(threading.Thread):
    def __init__(self, till):
        super().__init__()
        self.till = till
        self.total = 0

    def run(self):
        for note in self.till:
            self.total += note


def count(tills):
    results = queue.Queue()

    def work(number, till):
        results.put((number, sum(till)))

    for number, till in enumerate(tills):
        threading.Thread(target=work, args=(number, till)).start()
    return [total for _, total in sorted(results.get() for _ in tills)]


def inform(branches, tell):
    threads = list(
        map(threading.Thread, [None] * len(branches), [partial(tell, b) for b in branches])
    )
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
