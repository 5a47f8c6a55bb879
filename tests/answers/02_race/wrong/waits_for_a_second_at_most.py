# rejected by: test_different_amounts_add_up wrong-result
# why: "never hang": nothing in here takes a second, so whoever waited for one may go on
import threading


class FakeDatabase:
    def __init__(self):
        self.value = 0
        self.updates = 0
        self.lock = threading.Lock()

    def update(self, amount=1):
        mine = self.lock.acquire(timeout=1)
        try:
            self.value += amount
            self.updates += 1
        finally:
            if mine:
                self.lock.release()

    def statement(self):
        with self.lock:
            return self.value, self.updates
