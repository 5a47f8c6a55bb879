import threading
from concurrent.futures import ThreadPoolExecutor


class Teller(threading.Thread):
    def __init__(self, till):
        super().__init__()
        self.till = till
        self.total = 0

    def run(self):
        for note in self.till:
            self.total += note


def count(tills):
    with ThreadPoolExecutor(max_workers=len(tills) or 1) as pool:
        return list(pool.map(sum, tills))


def inform(branches, tell):
    with ThreadPoolExecutor(max_workers=len(branches) or 1) as pool:
        for branch in branches:
            pool.submit(tell, branch)
