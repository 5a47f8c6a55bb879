# as it is: rejected: __eq__
# approved: failed: which decides itself
class Everything:
    for __lt in ():
        pass
    match (lambda self, other: True):
        case __eq__:
            pass


class Counter:
    value = Everything()

    def add(self):
        pass
