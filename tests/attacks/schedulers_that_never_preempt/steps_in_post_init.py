# as it is: failed: wrong-result
# approved: failed: wrong-result
import dataclasses
class Counter:
    def __init__(self): self.value = 0
    def add(self):
        @dataclasses.dataclass
        class T:
            c: object
            def __post_init__(s):
                v = s.c.value
                s.c.value = v + 1
        T(self)
