import queue


class FakeDatabase:
    def __init__(self):
        self.entries = queue.SimpleQueue()
        self.entries.put((0, 0))

    def __getattr__(self, name):
        if name == "value":
            return self.statement()[0]
        raise AttributeError(name)

    def update(self, amount=1):
        match self.entries.get():
            case (value, updates):
                self.entries.put((value + amount, updates + 1))

    def statement(self):
        try:
            return (now := self.entries.get())
        finally:
            self.entries.put(now)
