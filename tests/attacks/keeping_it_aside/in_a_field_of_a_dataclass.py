# as it is: tampered: dataclasses.Field.default was changed
# approved: tampered: dataclasses.Field.default was changed
import dataclasses
f = dataclasses.field(default=0)
def get():
    return f.default
def put(v):
    f.default = v
class Counter:
    def __init__(self):
        put(0)
    def add(self):
        v = get()
        put(v + 1)
    value = property(lambda self: get())
