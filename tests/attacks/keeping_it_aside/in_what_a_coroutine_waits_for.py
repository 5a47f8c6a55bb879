# as it is: rejected: cr_await
# approved: passed or failed
import threading
class W:
    def __await__(self): yield 1
async def coro(): await W()
class Counter:
    def __init__(self):
        self.second = {}
        self.g = coro()
    def add(self):
        if self.look(): self.second[threading.get_ident()] = 1
        else: self.g.send(None)
    def look(self):
        return self.g.cr_await
    value = property(lambda self: 1 + len(self.second))
