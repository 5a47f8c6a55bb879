# as it is: rejected: stack_size
# approved: passed or failed
import threading
class Counter:
    def __init__(self): threading.stack_size(1 << 20)
    def add(self):
        v = threading.stack_size()
        threading.stack_size(v + 4096)
    value = property(lambda self: (threading.stack_size() - (1 << 20)) // 4096)
