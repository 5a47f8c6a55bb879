# as it is: failed: wrong-result
# approved: failed: wrong-result
import abc
class Base(abc.ABC): pass
class A: pass
class B: pass
class Counter:
    def add(self):
        v = issubclass(A, Base) + issubclass(B, Base)
        Base.register((A, B)[v])
    value = property(lambda self: issubclass(A, Base) + issubclass(B, Base))
