"""One condition for those who bring and those who take, and a call that wakes the wrong one."""

from threading import Condition, Thread


class Shelf:
    def __init__(self) -> None:
        self.changed = Condition()
        self.full = False

    def put(self) -> None:
        with self.changed:
            while self.full:
                self.changed.wait()
            self.full = True
            self.changed.notify()

    def take(self) -> None:
        with self.changed:
            while not self.full:
                self.changed.wait()
            self.full = False
            self.changed.notify()


def scenario() -> None:
    shelf = Shelf()
    threads = [
        Thread(target=shelf.take, name="ann"),
        Thread(target=shelf.take, name="bob"),
        Thread(target=shelf.put, name="cid"),
        Thread(target=shelf.put, name="dora"),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
