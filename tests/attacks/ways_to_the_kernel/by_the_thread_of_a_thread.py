# as it is: failed
# approved: failed
import threading
class Looks:
    def inside(self):
        return self.__dict__
class Counter:
    def __init__(self):
        self.value = 0
    def add(self):
        for found in Looks.inside(threading.current_thread()).values():
            if hasattr(found, "greenlet"):
                found.greenlet.parent.switch()
