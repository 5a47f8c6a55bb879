# As many threads as banks; a semaphore lets so many of them ask at a time as there are workers.
import threading
from queue import Empty, Queue
from time import monotonic


class Callers:
    def __init__(self, ask, banks, workers):
        self.answers = Queue()
        self.over = threading.Event()
        lines = threading.Semaphore(workers)

        def work(bank):
            with lines:
                if self.over.is_set():
                    return
                try:
                    answer = ask(bank)
                except Exception as error:
                    answer = error
                self.answers.put((bank, answer))

        self.threads = [threading.Thread(target=work, args=(bank,)) for bank in banks]
        for thread in self.threads:
            thread.start()

    def join(self):
        for thread in self.threads:
            thread.join()


def all_rates(ask, banks, workers):
    rates = dict(as_they_come(ask, banks, workers))
    return [rates[bank] for bank in banks]


def as_they_come(ask, banks, workers):
    callers = Callers(ask, banks, workers)
    for _ in banks:
        yield callers.answers.get()
    callers.join()


def in_time(ask, banks, workers, seconds):
    end = monotonic() + seconds
    callers = Callers(ask, banks, workers)
    found = {}
    try:
        for _ in banks:
            bank, answer = callers.answers.get(timeout=max(0, end - monotonic()))
            found[bank] = answer
    except Empty:
        callers.over.set()
    return found
