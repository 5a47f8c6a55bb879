import threading


class Shelf:
    def __init__(self, room):
        self.boxes = []
        self.room = room
        self.lock = threading.Lock()
        self.not_empty = threading.Condition(self.lock)
        self.not_full = threading.Condition(self.lock)

    def put(self, box):
        with self.lock:
            while len(self.boxes) >= self.room:
                self.not_full.wait()
            self.boxes.append(box)
            self.not_empty.notify()

    def take(self):
        with self.lock:
            while len(self.boxes) == 0:
                self.not_empty.wait()
            box, *self.boxes = self.boxes
            self.not_full.notify()
            return box
