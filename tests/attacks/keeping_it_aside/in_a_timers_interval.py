# as it is: failed: wrong-result
# approved: failed: wrong-result
import threading
t = threading.Timer(0, print)
def get():
    return t.interval
def put(v):
    t.interval = v
class Counter:
    def __init__(self):
        put(0)
    def add(self):
        v = get()
        put(v + 1)
    value = property(lambda self: get())
