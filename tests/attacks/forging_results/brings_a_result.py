# as it is: failed: wrong-result
# approved: failed: wrong-result
class CheckFailed(AssertionError):
    result = "passed"


class Counter:
    value = 0

    def add(self):
        raise CheckFailed("passed")
