# rejected by: test_two_updates_are_both_kept wrong-result
# rejected by: test_three_updates_are_all_kept wrong-result
# rejected by: test_different_amounts_add_up wrong-result
# why: looks whether the value is still the one it read, and writes one step too late
import time


class FakeDatabase:
    def __init__(self):
        self.value = 0
        self.updates = 0

    def update(self, amount=1):
        while True:
            before = self.value
            time.sleep(0.01)
            if self.value == before:
                self.value = before + amount
                self.updates += 1
                return

    def statement(self):
        return self.value, self.updates
