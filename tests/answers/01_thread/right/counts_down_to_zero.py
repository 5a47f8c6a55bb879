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
    lock = threading.Lock()
    all_told = threading.Event()
    left = len(branches)

    def messenger(branch):
        nonlocal left
        tell(branch)
        with lock:
            left -= 1
            if left == 0:
                all_told.set()

    for branch in branches:
        threading.Thread(target=messenger, args=(branch,), daemon=True).start()
    if branches:
        all_told.wait()
