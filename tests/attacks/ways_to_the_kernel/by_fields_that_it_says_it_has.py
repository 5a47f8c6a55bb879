# as it is: rejected: __dataclass_fields__
# approved: tampered: dataclasses.Field.name was changed
import dataclasses
import threading
@dataclasses.dataclass
class Fields:
    part: object = None
class Looks(threading.Thread):
    __dataclass_fields__ = {}
    def __init__(self, **found):
        super().__init__()
        for each in found.values():
            each.greenlet.parent.switch()
    def run(self):
        dataclasses.replace(self)
class Counter:
    def __init__(self):
        self.value = 0
    def add(self):
        field = Fields.__dataclass_fields__["part"]
        field.name = "_" + "thread"
        Looks.__dataclass_fields__["part"] = field
        Looks().start()
