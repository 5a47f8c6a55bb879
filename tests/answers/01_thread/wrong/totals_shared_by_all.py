# rejected by: test_every_till_has_its_total wrong-result
# why: one dict at the top of the module: what an earlier call left there is taken for done
import threading


totals = {}


class Teller(threading.Thread):
    def __init__(self, till):
        super().__init__()
        self.till = till
        self.total = 0

    def run(self):
        for note in self.till:
            self.total += note


def count(tills):
    def work(position):
        totals[position] = sum(tills[position])

    threads = [threading.Thread(target=work, args=(i,)) for i in range(len(tills))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return list(totals.values())


def inform(branches, tell):
    messengers = [threading.Thread(target=tell, args=(branch,)) for branch in branches]
    for messenger in messengers:
        messenger.start()
    for messenger in messengers:
        messenger.join()
