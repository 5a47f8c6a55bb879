"""Who takes from a full shelf tells one who waits for room; who takes the next tells nobody."""

from threading import Condition, Thread


class Shelf:
    def __init__(self) -> None:
        self.boxes = ["a", "b"]
        self.has_room = Condition()

    def put(self, box: str) -> None:
        with self.has_room:
            while len(self.boxes) == 2:
                self.has_room.wait()
            self.boxes.append(box)

    def take(self) -> None:
        with self.has_room:
            was_full = len(self.boxes) == 2
            self.boxes.pop()
            if was_full:
                self.has_room.notify()


def scenario() -> None:
    shelf = Shelf()
    threads = [
        Thread(target=shelf.put, args=("c",), name="ann"),
        Thread(target=shelf.put, args=("d",), name="bob"),
        Thread(target=lambda: (shelf.take(), shelf.take()), name="cid"),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
