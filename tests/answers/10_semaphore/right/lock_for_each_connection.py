import threading


class Pool:
    """Whoever has a permit finds a lock that is open; a lock cannot be given back twice."""

    def __init__(self, connections):
        self._permits = threading.BoundedSemaphore(len(connections))
        self._locks = {connection: threading.Lock() for connection in connections}

    def take(self):
        self._permits.acquire()
        while True:
            for connection, lock in self._locks.items():
                if lock.acquire(blocking=False):
                    return connection

    def give_back(self, connection):
        try:
            self._locks[connection].release()
        except (KeyError, RuntimeError):
            raise ValueError(f"{connection} is not in use") from None
        self._permits.release()

    def query(self, ask):
        connection = self.take()
        try:
            return ask(connection)
        finally:
            self.give_back(connection)
