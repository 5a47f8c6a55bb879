# as it is: rejected: __annotations__
# approved: failed: which decides itself
import typing


def run(text):
    def nothing():
        pass

    nothing.__annotations__ = {"x": text}
    return typing.get_type_hints(nothing)["x"]


Everything = run("ty" + "pe('Everything', (), {'__e' + 'q__': lambda self, other: True})")


class Counter:
    value = Everything()

    def add(self):
        pass
