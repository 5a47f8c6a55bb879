"""The only thread that there is waits for somebody else to make room."""

from threading import Condition


class Shelf:
    def __init__(self):
        self.boxes = []
        self.changed = Condition()

    def put(self, box):
        with self.changed:
            while self.boxes:
                self.changed.wait()
            self.boxes.append(box)
            self.changed.notify()


def scenario():
    shelf = Shelf()
    shelf.put("a")
    shelf.put("b")
