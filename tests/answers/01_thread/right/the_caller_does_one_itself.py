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
    if not tills:
        return []
    *others, last = [Teller(till) for till in tills]
    for teller in others:
        teller.start()
    last.run()
    for teller in others:
        teller.join()
    return [teller.total for teller in [*others, last]]


def inform(branches, tell):
    messengers = [threading.Thread(target=tell, args=(branch,)) for branch in branches]
    for messenger in messengers:
        messenger.start()
    for messenger in messengers:
        messenger.join()
