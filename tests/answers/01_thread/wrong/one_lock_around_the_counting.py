# rejected by: test_tills_are_counted_at_the_same_time wrong-result
# why: protects the totals with a lock and holds it while a till is counted
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
    lock = threading.Lock()
    totals = {}

    def work(position):
        with lock:
            totals[position] = sum(tills[position])

    threads = [threading.Thread(target=work, args=(i,)) for i in range(len(tills))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [totals[i] for i in range(len(tills))]


def inform(branches, tell):
    messengers = [threading.Thread(target=tell, args=(branch,)) for branch in branches]
    for messenger in messengers:
        messenger.start()
    for messenger in messengers:
        messenger.join()
