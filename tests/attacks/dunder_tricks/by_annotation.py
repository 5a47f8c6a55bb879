# as it is: rejected: get_type_hints
# approved: failed: which decides itself
import typing


class Hints:
    x: "[Counter.__setattr__]"
    y: "[print(1), type('E', (), {'__e' + 'q__': lambda s, o: True})][1]"


class Counter:
    value = typing.get_type_hints(Hints)["y"]() if False else None

    def add(self):
        pass


Counter.value = typing.get_type_hints(Hints, {"Counter": Counter})["y"]()
