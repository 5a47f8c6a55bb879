# rejected by: test_totals_are_not_read_too_early wrong-result
# why: appends each total when it is there: whoever is first counts as the first till
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
    threads = [threading.Thread(target=lambda t=till: totals.append(sum(t))) for till in tills]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return totals


def inform(branches, tell):
    messengers = [threading.Thread(target=tell, args=(branch,)) for branch in branches]
    for messenger in messengers:
        messenger.start()
    for messenger in messengers:
        messenger.join()
