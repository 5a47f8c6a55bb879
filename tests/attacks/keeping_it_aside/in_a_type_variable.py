# as it is: failed: wrong-result
# approved: failed: wrong-result
import typing
T = typing.TypeVar('T')
T.n = 0
def get():
    return T.n
def put(v):
    T.n = v
class Counter:
    def __init__(self):
        put(0)
    def add(self):
        v = get()
        put(v + 1)
    value = property(lambda self: get())
