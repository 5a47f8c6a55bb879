# rejected by: test_every_till_has_its_total exception
# why: three variables for three threads: main() has no more
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
    first, second, third = (Teller(till) for till in tills)
    first.start()
    second.start()
    third.start()
    first.join()
    second.join()
    third.join()
    return [first.total, second.total, third.total]


def inform(branches, tell):
    messengers = [threading.Thread(target=tell, args=(branch,)) for branch in branches]
    for messenger in messengers:
        messenger.start()
    for messenger in messengers:
        messenger.join()
