# as it is: failed: exception
# approved: failed: exception
class Counter:
    value = 0
    add = None
