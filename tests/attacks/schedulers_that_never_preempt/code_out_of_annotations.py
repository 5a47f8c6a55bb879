# as it is: rejected: __annotations__
# approved: failed: non-default argument
from dataclasses import dataclass
class Counter:
    value: int = 0
Counter.__annotations__['x=(yield) or 0): pass\n def add(self'] = int
Counter = dataclass(Counter)
