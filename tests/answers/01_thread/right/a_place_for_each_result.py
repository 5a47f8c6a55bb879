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
    totals = [0] * len(tills)

    def work(position):
        totals[position] = sum(tills[position])

    threads = []
    for position in range(len(tills)):
        thread = threading.Thread(target=work, args=(position,))
        thread.start()
        threads.append(thread)
    while threads:
        threads.pop().join()
    return totals


def inform(branches, tell):
    threads = []
    for branch in branches:
        thread = threading.Thread(target=lambda branch=branch: tell(branch))
        threads.append(thread)
        thread.start()
    for thread in threads:
        thread.join()
