# rejected by: test_any_object_can_be_a_box deadlock
# why: a box can be None, and then the shelf seems to be empty
import threading


class Shelf:
    def __init__(self, room):
        self._places = [None] * room
        self._changed = threading.Condition()

    def put(self, box):
        with self._changed:
            while None not in self._places:
                self._changed.wait()
            self._places[self._places.index(None)] = box
            self._changed.notify_all()

    def take(self):
        with self._changed:
            while self._places[0] is None:
                self._changed.wait()
            box = self._places.pop(0)
            self._places.append(None)
            self._changed.notify_all()
            return box
