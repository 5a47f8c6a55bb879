"""A lock that is made when it is first needed, and so twice."""

from threading import Lock, Thread


class Counter:
    def __init__(self) -> None:
        self.lock = None
        self.value = 0

    def add(self) -> None:
        if self.lock is None:
            self.lock = Lock()
        with self.lock:
            self.value += 1


def scenario() -> None:
    counter = Counter()
    threads = [Thread(target=counter.add, name=name) for name in ("ann", "bob")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counter.value == 2, "two were added"
