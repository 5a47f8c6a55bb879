"""A book that nobody has lent is refused when it is brought back, and counted."""

from threading import Semaphore, Thread


class Library:
    def __init__(self) -> None:
        self.shelf = ["atlas"]
        self.lent: list[str] = []
        self.there = Semaphore(1)

    def lend(self) -> None:
        self.there.acquire()
        self.lent.append(self.shelf.pop())

    def bring_back(self, book: str) -> None:
        try:
            self.lent.remove(book)
            self.shelf.append(book)
        finally:
            self.there.release()


def scenario() -> None:
    library = Library()
    library.lend()
    try:
        library.bring_back("novel")
    except ValueError:
        print("not ours")
    thread = Thread(target=library.lend, name="ann")
    thread.start()
    thread.join()
