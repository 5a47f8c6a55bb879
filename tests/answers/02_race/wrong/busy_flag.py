# rejected by: test_two_updates_are_both_kept wrong-result
# rejected by: test_three_updates_are_all_kept wrong-result
# rejected by: test_different_amounts_add_up wrong-result
# why: builds a lock out of a flag; two threads can both find it lowered before either raises it
import time


class FakeDatabase:
    def __init__(self):
        self.value = 0
        self.updates = 0
        self.busy = False

    def update(self, amount=1):
        while self.busy:
            time.sleep(0.001)
        self.busy = True
        value = self.value
        time.sleep(0.01)
        self.value = value + amount
        self.updates += 1
        self.busy = False

    def statement(self):
        while self.busy:
            time.sleep(0.001)
        return self.value, self.updates
