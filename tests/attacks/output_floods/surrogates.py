# as it is: failed: ValueError
# approved: failed: ValueError
class Counter:
    value = "\ud800\x00\u202e{}".format("\ud83d")

    def add(self):
        raise ValueError("\ud800\x00\x1b[2J")
