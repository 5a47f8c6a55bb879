# rejected by: test_two_updates_are_both_kept wrong-result
# rejected by: test_three_updates_are_all_kept wrong-result
# rejected by: test_different_amounts_add_up wrong-result
# rejected by: test_a_statement_shows_one_moment wrong-result
# why: every call makes a lock of its own, which nobody else can be holding
import threading
import time


class FakeDatabase:
    def __init__(self):
        self.value = 0
        self.updates = 0

    def update(self, amount=1):
        with threading.Lock():
            value = self.value
            value += amount
            time.sleep(0.01)
            self.value = value
            self.updates += 1

    def statement(self):
        with threading.Lock():
            return self.value, self.updates
