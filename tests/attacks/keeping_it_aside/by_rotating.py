# as it is: failed: wrong-result
# approved: failed: wrong-result
import collections
p = collections.deque(range(5))
def get():
    return p[0]
def put(v):
    p.rotate(p[0] - v)
class Counter:
    def __init__(self):
        put(0)
    def add(self):
        v = get()
        put(v + 1)
    value = property(lambda self: get())
