import threading
import time


class Pool:
    """Looks with the lock, sleeps without it: it costs something, and is right."""

    def __init__(self, connections):
        self._free = list(connections)
        self._taken = set()
        self._lock = threading.Lock()

    def take(self):
        while True:
            with self._lock:
                if self._free:
                    connection = self._free.pop(0)
                    self._taken.add(connection)
                    return connection
            time.sleep(0.001)

    def give_back(self, connection):
        with self._lock:
            try:
                self._taken.remove(connection)
            except KeyError:
                raise ValueError(connection) from None
            self._free.append(connection)

    def query(self, ask):
        connection = self.take()
        try:
            return ask(connection)
        finally:
            self.give_back(connection)
