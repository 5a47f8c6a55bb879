# rejected by: test_tills_are_counted_at_the_same_time wrong-result
# rejected by: test_branches_are_told_at_the_same_time wrong-result
# why: waits for each thread before it starts the next
import threading


class Teller(threading.Thread):
    def __init__(self, till):
        super().__init__()
        self.till = till
        self.total = 0

    def run(self):
        for note in self.till:
            self.total += note


def count(tills):
    totals = []
    for till in tills:
        teller = Teller(till)
        teller.start()
        teller.join()
        totals.append(teller.total)
    return totals


def inform(branches, tell):
    for branch in branches:
        messenger = threading.Thread(target=tell, args=(branch,))
        messenger.start()
        messenger.join()
