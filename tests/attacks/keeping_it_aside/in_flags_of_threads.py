# as it is: rejected: setattr of t
# approved: failed: wrong-result
import threading
ts = [threading.Thread() for _ in range(4)]
for t in ts: t.daemon = False
def get():
    return sum(t.daemon for t in ts)
def put(v):
    [setattr(t, 'daemon', i < v) for i, t in enumerate(ts)]
class Counter:
    def __init__(self):
        put(0)
    def add(self):
        v = get()
        put(v + 1)
    value = property(lambda self: get())
