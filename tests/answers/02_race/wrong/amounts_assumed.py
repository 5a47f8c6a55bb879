# rejected by: test_each_database_has_a_value_of_its_own wrong-result
# rejected by: test_different_amounts_add_up wrong-result
# why: counts the updates and takes every amount for 1
import threading


class FakeDatabase:
    def __init__(self):
        self.value = 0
        self.lock = threading.Lock()

    def update(self, amount=1):
        with self.lock:
            self.value += 1

    def statement(self):
        with self.lock:
            return self.value, self.value
