"""The flag is raised before the data is there."""


class Program:
    threads = ("produce", "consume")

    def __init__(self):
        self.data = None
        self.ready = False
        self.taken = "nothing"

    def produce(self):
        self.ready = True
        self.data = "data"

    def consume(self):
        if self.ready:
            self.taken = self.data

    def holds(self):
        return self.taken is not None


class Mended(Program):
    def produce(self):
        self.data = "data"
        self.ready = True
