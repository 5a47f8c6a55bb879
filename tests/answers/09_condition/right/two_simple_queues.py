import itertools
from queue import SimpleQueue


class Shelf:
    def __init__(self, room):
        self._places, self._boxes = SimpleQueue(), SimpleQueue()
        for place in itertools.repeat("place", room):
            self._places.put(place)

    def put(self, box):
        self._boxes.put((self._places.get(), box))

    def take(self):
        match self._boxes.get():
            case place, box:
                self._places.put(place)
                return box
