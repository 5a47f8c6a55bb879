# as it is: failed: wrong-result
# approved: failed: wrong-result
class Counter:
    value = 1 << 10**8

    def add(self):
        pass
