# rejected by: test_totals_are_not_read_too_early wrong-result
# why: asks each thread once whether it is still alive, and goes on
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
    tellers = [Teller(till) for till in tills]
    for teller in tellers:
        teller.start()
    for teller in tellers:
        if teller.is_alive():
            continue
    return [teller.total for teller in tellers if not teller.is_alive()]


def inform(branches, tell):
    messengers = [threading.Thread(target=tell, args=(branch,)) for branch in branches]
    for messenger in messengers:
        messenger.start()
    for messenger in messengers:
        messenger.join()
