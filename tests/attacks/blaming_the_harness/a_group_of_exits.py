# as it is: failed: exception
# approved: failed: exception
class Counter:
    value = 0
    def add(self): raise BaseExceptionGroup("", [SystemExit(0), KeyboardInterrupt()])
