# rejected by: test_tills_are_counted_at_the_same_time wrong-result
# rejected by: test_branches_are_told_at_the_same_time wrong-result
# why: a pool of two, which is enough for two tills and not for three
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
    with ThreadPoolExecutor(max_workers=2) as pool:
        return list(pool.map(sum, tills))


def inform(branches, tell):
    with ThreadPoolExecutor(max_workers=2) as pool:
        list(pool.map(tell, branches))
