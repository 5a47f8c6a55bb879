# as it is: failed: wrong-result
# approved: failed: wrong-result
class Counter:
    def __class_getitem__(cls, item):
        return cls

    def __init_subclass__(cls):
        cls.value = 2

    value = 0

    def add(self):
        pass


Counter = Counter[2]
