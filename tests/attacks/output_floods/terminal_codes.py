# as it is: failed: ValueError: \x1b[2J\x1b]0;owned\x07 \u202e passed
# approved: failed: ValueError: \x1b[2J\x1b]0;owned\x07 \u202e passed
class Counter:
    def __init__(self):
        raise ValueError("\x1b[2J\x1b]0;owned\x07 \u202e passed")
