# rejected by: test_every_branch_is_told_once wrong-result
# why: two loops now, and every lambda still looks up the same variable
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
        teller.join()
    return [teller.total for teller in tellers]


def inform(branches, tell):
    messengers = []
    for branch in branches:
        messengers.append(threading.Thread(target=lambda: tell(branch)))
    for messenger in messengers:
        messenger.start()
    for messenger in messengers:
        messenger.join()
