# as it is: rejected: __get__
# approved: failed: wrong-result
import threading
class Looks:
    def inside(self):
        return self.__dict__
class Counter:
    def __init__(self):
        self.value = 0
        self.lock = threading.Lock()
    def add(self):
        with self.lock:
            for slot in Looks.inside(type(self.lock)).values():
                if hasattr(slot, "__set__"):
                    found = slot.__get__(self.lock)
                    if hasattr(found, "greenlet"):
                        found.greenlet.parent.switch()
