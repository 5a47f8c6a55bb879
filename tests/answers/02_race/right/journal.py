# No lock: updates are only ever appended, and list.append and sum cannot be interrupted.
class FakeDatabase:
    def __init__(self):
        self._journal = []

    def update(self, amount=1):
        self._journal.append(amount)

    @property
    def value(self):
        return sum(self._journal)

    def statement(self):
        journal = tuple(self._journal)
        return sum(journal), len(journal)
