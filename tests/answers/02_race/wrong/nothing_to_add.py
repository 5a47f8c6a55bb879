# rejected by: test_each_database_has_a_value_of_its_own wrong-result
# why: an update by 0 changes no value, so it is left out, and the count of updates is wrong
import threading


class FakeDatabase:
    def __init__(self):
        self.value = 0
        self.updates = 0
        self.lock = threading.Lock()

    def update(self, amount=1):
        if not amount:
            return
        with self.lock:
            self.value += amount
            self.updates += 1

    def statement(self):
        with self.lock:
            return self.value, self.updates
