# as it is: rejected: _treadle_run
# approved: passed
import threading
class Counter:
    def __init__(self):
        self.value = 0
        self.lock = threading.Lock()
    def add(self):
        with self.lock:
            all_of_it = getattr(self.lock, "_run", None) or self.lock._treadle_run
        all_of_it.unchanged = [all_of_it.running]
        v = self.value
        self.value = v + 1
        all_of_it.unchanged = None
