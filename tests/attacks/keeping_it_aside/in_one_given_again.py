# as it is: rejected: __new__
# approved: failed or passed
class Box(list):
    def __new__(cls, *a): return ONE
ONE = list.__new__(Box)
class Counter:
    def __init__(self):
        Box([0])
    def add(self):
        v = ONE[0]
        Box([v + 1])
    @property
    def value(self):
        return ONE[0]
