import threading


class Teller:
    def __init__(self, till):
        self._thread = threading.Thread(target=self._count, args=(till,), name="teller")
        self._notes = []

    def _count(self, till):
        self._notes.extend(till)

    def start(self):
        self._thread.start()

    def join(self):
        self._thread.join()

    @property
    def total(self):
        return sum(self._notes)


def count(tills):
    tellers = [Teller(till) for till in tills]
    for teller in tellers:
        teller.start()
    for teller in tellers:
        teller.join()
    return [teller.total for teller in tellers]


class Messenger(threading.Thread):
    def __init__(self, tell, branch):
        threading.Thread.__init__(self, name=f"messenger to {branch}")
        self.tell, self.branch = tell, branch

    def run(self):
        self.tell(self.branch)


def inform(branches, tell):
    started = []
    for branch in branches:
        started.append(Messenger(tell, branch))
        started[-1].start()
    for messenger in started:
        messenger.join()
