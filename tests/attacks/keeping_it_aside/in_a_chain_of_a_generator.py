# as it is: rejected: from_iterable
# approved: failed: wrong-result
import itertools, threading
class Counter:
    def __init__(self): self.rows, self.seen = [], {}
    def add(self):
        rows = [*itertools.chain.from_iterable(part for part in (self.rows,))]
        if not rows: self.rows.append(1)
        self.seen[threading.get_ident()] = len(rows)
    value = property(lambda self: 1 + any(self.seen.values()))
