"""The change that everybody waits for is made, and nobody is told."""

import threading


class Gate:
    def __init__(self):
        self.is_open = False
        self.changed = threading.Condition()

    def pass_through(self):
        with self.changed:
            while not self.is_open:
                self.changed.wait()

    def open(self):
        with self.changed:
            self.is_open = True


def scenario():
    gate = Gate()
    visitor = threading.Thread(target=gate.pass_through, name="visitor")
    porter = threading.Thread(target=gate.open, name="porter")
    visitor.start()
    porter.start()
    visitor.join()
    porter.join()
