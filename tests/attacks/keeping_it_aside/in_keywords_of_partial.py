# as it is: failed: wrong-result
# approved: failed: wrong-result
import functools
p = functools.partial(int, n=0)
def get():
    return p.keywords['n']
def put(v):
    p.keywords['n'] = v
class Counter:
    def __init__(self):
        put(0)
    def add(self):
        v = get()
        put(v + 1)
    value = property(lambda self: get())
