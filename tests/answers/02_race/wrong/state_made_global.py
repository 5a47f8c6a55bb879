# rejected by: test_each_database_has_a_value_of_its_own wrong-result
# why: moves the state into the class, so that all databases share one value
import threading
import time


class FakeDatabase:
    value = 0
    updates = 0
    lock = threading.Lock()

    def update(self, amount=1):
        with FakeDatabase.lock:
            value = FakeDatabase.value
            time.sleep(0.01)
            FakeDatabase.value = value + amount
            FakeDatabase.updates += 1

    def statement(self):
        with FakeDatabase.lock:
            return FakeDatabase.value, FakeDatabase.updates
