# rejected by: test_two_updates_are_both_kept wrong-result
# rejected by: test_three_updates_are_all_kept wrong-result
# rejected by: test_different_amounts_add_up wrong-result
# why: lets the threads wait for random times in the hope that they keep out of each other's way
import random
import time


class FakeDatabase:
    def __init__(self):
        self.value = 0
        self.updates = 0

    def update(self, amount=1):
        time.sleep(random.random())
        value = self.value
        value += amount
        time.sleep(0.01)
        self.value = value
        self.updates += 1

    def statement(self):
        time.sleep(1)
        return self.value, self.updates
