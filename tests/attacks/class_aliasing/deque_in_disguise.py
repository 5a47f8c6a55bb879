# as it is: rejected: C.get
# approved: failed: TypeError: cannot set 'get' attribute of immutable type
from collections import OrderedDict as D


def change(C=D):
    C.get = lambda *_: 2


change()
