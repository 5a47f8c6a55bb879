# as it is: failed: wrong-result
# approved: failed: wrong-result
class Counter:
    def __init__(self):
        global Kept
        class Kept: v = 0
    def add(self):
        global Kept
        w = Kept.v
        class Kept: v = w + 1
    value = property(lambda self: Kept.v)
