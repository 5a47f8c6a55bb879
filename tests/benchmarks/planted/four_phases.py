"""Shows only if the watcher looks once in each of four phases."""


class Program:
    threads = ("advance", "watch")

    def __init__(self):
        self.phase = 0
        self.seen = ()

    def advance(self):
        for phase in (1, 2, 3):
            self.phase = phase

    def watch(self):
        first = self.phase
        second = self.phase
        third = self.phase
        fourth = self.phase
        self.seen = (first, second, third, fourth)

    def holds(self):
        return self.seen != (0, 1, 2, 3)


class Mended(Program):
    def watch(self):
        first = self.phase
        second = self.phase
        third = self.phase
        self.seen = (first, second, third, third)
