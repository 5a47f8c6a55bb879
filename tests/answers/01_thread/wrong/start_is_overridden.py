# rejected by: test_a_teller_counts_in_a_thread_of_its_own wrong-result
# rejected by: test_tills_are_counted_at_the_same_time wrong-result
# why: puts the work into start(), where it is done by the caller
import threading


class Teller(threading.Thread):
    def __init__(self, till):
        super().__init__()
        self.till = till
        self.total = 0

    def start(self):
        self.total = sum(self.till)
        super().start()


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
