# rejected by: test_tills_are_counted_at_the_same_time wrong-result
# rejected by: test_branches_are_told_at_the_same_time wrong-result
# why: the pool is as large as the machine suggests, and not as large as the list
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
    with ThreadPoolExecutor() as tellers:
        return list(tellers.map(sum, tills))


def inform(branches, tell):
    with ThreadPoolExecutor() as messengers:
        for branch in branches:
            messengers.submit(tell, branch)
