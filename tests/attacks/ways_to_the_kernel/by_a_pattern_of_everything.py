# as it is: rejected: __dict__
# approved: failed
import threading
class Counter:
    def __init__(self):
        self.value = 0
    def add(self):
        match threading.current_thread():
            case object(__dict__=inside):
                for found in inside.values():
                    if hasattr(found, "greenlet"):
                        found.greenlet.parent.switch()
