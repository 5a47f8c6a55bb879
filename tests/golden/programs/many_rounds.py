"""A loop, told once: two threads count to five."""

import threading


class Counter:
    def __init__(self):
        self.value = 0

    def count(self):
        for _ in range(5):
            self.value += 1


def scenario():
    counter = Counter()
    threads = [threading.Thread(target=counter.count, name=n) for n in ("ann", "bob")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counter.value >= 5, f"each counts to 5, but the counter says {counter.value}"
