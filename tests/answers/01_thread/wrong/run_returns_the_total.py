# rejected by: test_every_till_has_its_total wrong-result
# rejected by: test_a_teller_counts_in_a_thread_of_its_own wrong-result
# why: expects start() or join() to hand on what run() returns
import threading


class Teller(threading.Thread):
    def __init__(self, till):
        super().__init__()
        self.till = till
        self.total = 0

    def run(self):
        return sum(self.till)


def count(tills):
    tellers = [Teller(till) for till in tills]
    for teller in tellers:
        teller.start()
    return [teller.join() for teller in tellers]


def inform(branches, tell):
    messengers = [threading.Thread(target=tell, args=(branch,)) for branch in branches]
    for messenger in messengers:
        messenger.start()
    for messenger in messengers:
        messenger.join()
