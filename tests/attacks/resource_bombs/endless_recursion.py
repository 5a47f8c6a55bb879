# as it is: failed: RecursionError
# approved: failed: RecursionError
class Counter:
    value = 0

    def add(self):
        self.add()
