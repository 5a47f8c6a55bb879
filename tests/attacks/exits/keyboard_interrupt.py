# as it is: failed: KeyboardInterrupt
# approved: failed: KeyboardInterrupt
class Counter:
    def __init__(self):
        raise KeyboardInterrupt
