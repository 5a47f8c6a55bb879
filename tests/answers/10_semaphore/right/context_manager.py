import threading
from contextlib import contextmanager


class Pool:
    """What is lent is lent in a `with`."""

    def __init__(self, connections):
        self._in_use = dict.fromkeys(connections, False)
        self._lock = threading.RLock()
        self._permits = threading.Semaphore(len(connections))

    def take(self):
        self._permits.acquire()
        with self._lock:
            connection = next(c for c, in_use in self._in_use.items() if not in_use)
            self._in_use[connection] = True
            return connection

    def give_back(self, connection):
        with self._lock:
            if not self._in_use.get(connection):
                raise ValueError("this connection is not in use")
            self._in_use[connection] = False
            self._permits.release()

    @contextmanager
    def lent(self):
        connection = self.take()
        try:
            yield connection
        finally:
            self.give_back(connection)

    def query(self, ask):
        with self.lent() as connection:
            return ask(connection)
