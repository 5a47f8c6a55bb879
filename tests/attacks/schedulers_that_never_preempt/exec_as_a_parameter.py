# as it is: rejected: exec
# approved: tampered: It runs code made of text, which nobody can watch.
def nothing(exec):
    return exec


exec(
    """
class Counter:
    def __init__(self):
        self.value = 0

    def add(self):
        value = self.value
        self.value = value + 1
"""
)
