# as it is: failed: GeneratorExit
# approved: failed: GeneratorExit
class Counter:
    value = 0

    def add(self):
        raise GeneratorExit
