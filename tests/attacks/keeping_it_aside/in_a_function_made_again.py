# as it is: failed: wrong-result
# approved: failed: wrong-result
class Counter:
    def __init__(self):
        global kept
        def kept(n=0): return n
    def add(self):
        global kept
        v = kept()
        def kept(n=v + 1): return n
    value = property(lambda self: kept())
