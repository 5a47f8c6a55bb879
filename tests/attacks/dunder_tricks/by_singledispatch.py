# as it is: rejected: singledispatch
# approved: failed: os._exit() ends the whole process at once, and the
from functools import singledispatch


@singledispatch
def f(x):
    return 1


def g(x: "(__import__('os')._exit(0), int)[1]"):
    return 2


f.register(g)
