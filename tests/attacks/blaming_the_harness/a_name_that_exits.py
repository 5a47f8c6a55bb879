# as it is: failed: exception
# approved: failed: exception
class Add:
    @property
    def __name__(self): raise SystemExit(0)
    def __call__(self): pass
class Counter:
    value = 0
    add = Add()
