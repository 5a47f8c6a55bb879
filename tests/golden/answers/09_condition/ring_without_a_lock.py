"""A shelf between the vault of a bank and its counters: it has room for some boxes of money."""

import threading


class Shelf:
    """A ring of places; one hand goes round to put boxes there, one to take them."""

    def __init__(self, room: int) -> None:
        self._places: list[object] = [None] * room
        self._put_at = 0
        self._take_at = 0
        self._empty = threading.Semaphore(room)
        self._full = threading.Semaphore(0)

    def put(self, box: object) -> None:
        """Put a box on the shelf, as soon as there is room for it."""
        self._empty.acquire()
        self._places[self._put_at] = box
        self._put_at = (self._put_at + 1) % len(self._places)
        self._full.release()

    def take(self) -> object:
        """Take the box that has been there longest, as soon as there is one."""
        self._full.acquire()
        box = self._places[self._take_at]
        self._take_at = (self._take_at + 1) % len(self._places)
        self._empty.release()
        return box


def carrier(shelf: Shelf, boxes: int) -> None:
    """Carry boxes from the vault to the shelf."""
    for number in range(boxes):
        shelf.put(f"box {number}")


def teller(shelf: Shelf, boxes: int) -> None:
    """Fetch boxes from the shelf."""
    for _ in range(boxes):
        shelf.take()


def main() -> None:
    shelf = Shelf(room=2)
    threads = [threading.Thread(target=teller, args=(shelf, 1000)) for _ in range(3)]
    threads += [threading.Thread(target=carrier, args=(shelf, 1000)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print("3000 boxes were carried to the shelf, and all were fetched")


if __name__ == "__main__":
    main()
