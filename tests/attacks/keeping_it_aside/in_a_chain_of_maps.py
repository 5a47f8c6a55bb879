# as it is: failed: wrong-result
# approved: failed: wrong-result
import collections
p = collections.ChainMap()
def get():
    return len(p.maps) - 1
def put(v):
    p.maps = [{}] * (v + 1)
class Counter:
    def __init__(self):
        put(0)
    def add(self):
        v = get()
        put(v + 1)
    value = property(lambda self: get())
