# as it is: failed: wrong-result
# approved: failed: wrong-result
found = []
class Base:
    def __init_subclass__(cls, **k): found.append(cls)
class Counter:
    def __init__(self): found.clear()
    def add(self):
        v = len(found)
        found.clear()
        for _ in range(v + 1):
            class More(Base): pass
    value = property(lambda self: len(found))
