# as it is: rejected: __match_args__
# approved: passed
from abc import ABC


class Inside(ABC):
    __match_args__ = ("tb_" + "frame", "f_" + "back", "f_" + "code", "co_consts", "__trace" + "back__")

    @classmethod
    def __subclasshook__(cls, other):
        return True


class A(Inside):
    __match_args__ = ("__trace" + "back__",)


class B(Inside):
    __match_args__ = ("tb_" + "frame",)


class C(Inside):
    __match_args__ = ("f_" + "back",)


class D(Inside):
    __match_args__ = ("f_" + "code",)


class Counter:
    @property
    def value(self):
        try:
            raise ValueError
        except ValueError as error:
            match error:
                case A(B(C(D(code)))):
                    return max(c for c in code.co_consts if isinstance(c, int))

    def add(self):
        pass
