# as it is: failed: wrong-result
# approved: failed: wrong-result
class Evil(AssertionError):
    def __str__(self):
        raise SystemExit(0)

    __repr__ = __str__


class Counter:
    value = 0

    def add(self):
        raise Evil
