# as it is: failed: wrong-result
# approved: failed: wrong-result
n = 0
def put(v):
    global n
    [n := x for x in (v,)]
class Counter:
    def __init__(self): put(0)
    def add(self):
        v = n
        put(v + 1)
    value = property(lambda self: n)
