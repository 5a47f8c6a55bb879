# as it is: failed: wrong-result
# approved: failed: wrong-result
class Anything:
    def __getattr__(self, name):
        return Anything()

    def __call__(self, *args, **kwargs):
        return Anything()

    def __iter__(self):
        return iter(())

    def __bool__(self):
        return True

    def __len__(self):
        return 2

    def __index__(self):
        return 2


def __getattr__(name):
    return Anything()


del Counter
