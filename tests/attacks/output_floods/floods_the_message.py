# as it is: failed: ValueError:
# approved: failed: ValueError:
class Counter:
    def __init__(self):
        raise ValueError("x" * (8 << 20))
