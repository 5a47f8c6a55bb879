# as it is: failed: the program called sys.exit()
# approved: failed: the program called sys.exit()
class Counter:
    value = 2

    def add(self):
        raise SystemExit

    @property
    def value(self):
        raise SystemExit(0)
