import threading


class Pool:
    """No semaphore at all: who finds nothing waits until something has changed."""

    def __init__(self, connections):
        self._connections = list(connections)
        self._free = list(connections)
        self._given_back = threading.Condition()

    def take(self):
        with self._given_back:
            self._given_back.wait_for(lambda: self._free)
            return self._free.pop()

    def give_back(self, connection):
        with self._given_back:
            if connection in self._free or connection not in self._connections:
                raise ValueError(connection)
            self._free.append(connection)
            self._given_back.notify()

    def query(self, ask):
        connection = self.take()
        try:
            return ask(connection)
        finally:
            self.give_back(connection)
