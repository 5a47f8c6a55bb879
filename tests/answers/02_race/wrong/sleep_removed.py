# rejected by: test_two_updates_are_both_kept wrong-result
# rejected by: test_three_updates_are_all_kept wrong-result
# rejected by: test_different_amounts_add_up wrong-result
# rejected by: test_a_statement_shows_one_moment wrong-result
# why: takes the pause for the bug, and += for one step
class FakeDatabase:
    def __init__(self):
        self.value = 0
        self.updates = 0

    def update(self, amount=1):
        self.value += amount
        self.updates += 1

    def statement(self):
        return self.value, self.updates
