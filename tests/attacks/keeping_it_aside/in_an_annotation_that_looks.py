# as it is: rejected: box[0] as an annotation
# approved: passed
import threading
from dataclasses import dataclass, fields
class Counter:
    def __init__(self):
        self.second = {}
        self.b = [0]
    def add(self):
        if self.look(): self.second[threading.get_ident()] = 1
        else: self.b[0] = 1
    def look(self):
        box = self.b
        @dataclass
        class C:
            n: box[0] = 0
        return fields(C)[0].type
    value = property(lambda self: 1 + len(self.second))
