# rejected by: test_totals_are_not_read_too_early wrong-result
# rejected by: test_inform_waits_for_every_messenger wrong-result
# why: joins, but not for long, and does not look whether the thread is done
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
        teller.join(timeout=5)
    return [teller.total for teller in tellers]


def inform(branches, tell):
    messengers = [threading.Thread(target=tell, args=(branch,)) for branch in branches]
    for messenger in messengers:
        messenger.start()
    for messenger in messengers:
        messenger.join(timeout=5)
