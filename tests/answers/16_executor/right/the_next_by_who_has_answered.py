# So many are handed in as there are workers; whoever has answered hands in the next one.
import threading
from concurrent.futures import ThreadPoolExecutor
from queue import Empty, SimpleQueue
from time import monotonic


def begin(pool, ask, banks, workers, is_over=lambda: False):
    answers, left, lock = SimpleQueue(), iter(banks), threading.Lock()

    def ask_and_hand_in(bank):
        try:
            rate = ask(bank)
        except Exception as error:
            rate = error
        answers.put((bank, rate))
        hand_in()

    def hand_in():
        with lock:
            bank = None if is_over() else next(left, None)
            if bank is not None:
                pool.submit(ask_and_hand_in, bank)

    for _ in range(workers):
        hand_in()
    return answers


def all_rates(ask, banks, workers):
    rates = dict(as_they_come(ask, banks, workers))
    return [rates[bank] for bank in banks]


def as_they_come(ask, banks, workers):
    with ThreadPoolExecutor(workers) as pool:
        answers = begin(pool, ask, banks, workers)
        for _ in banks:
            yield answers.get()


def in_time(ask, banks, workers, seconds):
    end = monotonic() + seconds
    found = {}
    with ThreadPoolExecutor(workers) as pool:
        answers = begin(pool, ask, banks, workers, lambda: monotonic() >= end)
        while len(found) < len(banks):
            try:
                bank, rate = answers.get(timeout=max(0, end - monotonic()))
            except Empty:
                break
            found[bank] = rate
    return found
