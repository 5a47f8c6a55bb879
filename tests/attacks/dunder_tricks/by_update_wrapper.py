# as it is: rejected: update_wrapper
# approved: failed: which decides itself
from functools import update_wrapper


class Everything:
    pass


class Source:
    def __getattr__(self, name):
        return lambda *_: True


update_wrapper(Everything, Source(), assigned=["__e" + "q__"], updated=[])


class Counter:
    value = Everything()

    def add(self):
        pass
