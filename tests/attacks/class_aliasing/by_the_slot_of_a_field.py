# as it is: rejected: __set__
# approved: failed: wrong-result
import dataclasses


@dataclasses.dataclass
class Counter:
    value: int = 0
    other: int = 2

    def add(self):
        self.value += 0


(value, other) = dataclasses.fields(Counter)
type(value).name.__set__(value, "_treadle" + "_thread")
