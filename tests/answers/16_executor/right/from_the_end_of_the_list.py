# Workers of its own, who take the banks from the end of the list.
import queue
import threading
import time
from math import inf


class Survey:
    def __init__(self, ask, banks, workers, until=inf):
        self._ask = ask
        self._banks = list(banks)
        self._until = until
        self._lock = threading.Lock()
        self.answers = queue.SimpleQueue()
        for _ in range(min(workers, len(banks))):
            threading.Thread(target=self._work).start()

    def _next_bank(self):
        with self._lock:
            if self._banks and time.monotonic() < self._until:
                return self._banks.pop()
        return None

    def _work(self):
        while (bank := self._next_bank()) is not None:
            try:
                answer = self._ask(bank)
            except Exception as error:
                answer = error
            self.answers.put((bank, answer))


def all_rates(ask, banks, workers):
    answers = dict(as_they_come(ask, banks, workers))
    return [answers[bank] for bank in banks]


def as_they_come(ask, banks, workers):
    survey = Survey(ask, banks, workers)
    for _ in banks:
        yield survey.answers.get()


def in_time(ask, banks, workers, seconds):
    until = time.monotonic() + seconds
    survey = Survey(ask, banks, workers, until)
    answers = {}
    try:
        while len(answers) < len(banks):
            left = until - time.monotonic()
            bank, answer = survey.answers.get(timeout=max(0, left))
            answers[bank] = answer
    except queue.Empty:
        pass
    return answers
