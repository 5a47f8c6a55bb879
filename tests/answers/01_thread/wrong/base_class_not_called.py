# rejected by: test_a_teller_counts_in_a_thread_of_its_own exception
# rejected by: test_every_till_has_its_total exception
# why: an __init__ of its own that forgets the one of Thread
import threading


class Teller(threading.Thread):
    def __init__(self, till):
        self.till = till
        self.total = 0

    def run(self):
        self.total = sum(self.till)


def count(tills):
    tellers = [Teller(till) for till in tills]
    for teller in tellers:
        teller.start()
    for teller in tellers:
        teller.join()
    return [teller.total for teller in tellers]


def inform(branches, tell):
    messengers = [threading.Thread(target=tell, args=(branch,)) for branch in branches]
    for messenger in messengers:
        messenger.start()
    for messenger in messengers:
        messenger.join()
