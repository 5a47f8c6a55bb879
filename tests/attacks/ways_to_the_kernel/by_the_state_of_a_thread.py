# as it is: rejected: __getstate__
# approved: passed
import threading
class Counter:
    def __init__(self):
        self.value = 0
    def add(self):
        state = threading.current_thread().__getstate__()
        for part in state if isinstance(state, tuple) else [state]:
            for found in part.values():
                if hasattr(found, "greenlet"):
                    found.greenlet.parent.switch()
