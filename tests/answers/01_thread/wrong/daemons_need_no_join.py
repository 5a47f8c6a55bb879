# rejected by: test_totals_are_not_read_too_early wrong-result
# rejected by: test_inform_waits_for_every_messenger wrong-result
# why: takes daemon=True to mean that Python looks after the threads
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
        teller.daemon = True
        teller.start()
    return [teller.total for teller in tellers]


def inform(branches, tell):
    for branch in branches:
        threading.Thread(target=tell, args=(branch,), daemon=True).start()
