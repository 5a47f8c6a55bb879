import _thread


class Teller:
    def __init__(self, till):
        self.till = till
        self.total = 0
        self.running = _thread.allocate_lock()

    def start(self):
        self.running.acquire()
        _thread.start_new_thread(self.run, ())

    def run(self):
        for note in self.till:
            self.total += note
        self.running.release()

    def join(self):
        with self.running:
            pass


def count(tills):
    tellers = [Teller(till) for till in tills]
    for teller in tellers:
        teller.start()
    for teller in tellers:
        teller.join()
    return [teller.total for teller in tellers]


def inform(branches, tell):
    def messenger(branch, done):
        tell(branch)
        done.release()

    running = []
    for branch in branches:
        done = _thread.allocate_lock()
        done.acquire()
        running.append(done)
        _thread.start_new_thread(messenger, (branch, done))
    for done in running:
        done.acquire()
