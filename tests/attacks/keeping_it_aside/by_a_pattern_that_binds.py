# as it is: failed: wrong-result
# approved: failed: wrong-result
kept = 0
class Counter:
    def add(self):
        global kept
        v = kept
        match v + 1:
            case kept: pass
    value = property(lambda self: kept)
