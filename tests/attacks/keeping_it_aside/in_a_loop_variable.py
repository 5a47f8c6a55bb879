# as it is: failed: wrong-result
# approved: failed: wrong-result
kept = 0
class Counter:
    def __init__(self):
        global kept
        kept = 0
    def add(self):
        global kept
        v = kept
        for kept in [v + 1]: pass
    value = property(lambda self: kept)
