# rejected by: test_who_finds_none_waits exception
# why: a semaphore of its own for each call: nobody waits for anybody
import threading


class Pool:
    def __init__(self, connections):
        self._free = list(connections)
        self._taken = set()
        self._lock = threading.Lock()

    def take(self):
        permits = threading.Semaphore(len(self._free) + len(self._taken))
        permits.acquire()
        with self._lock:
            connection = self._free.pop()
            self._taken.add(connection)
        return connection

    def give_back(self, connection):
        with self._lock:
            if connection not in self._taken:
                raise ValueError(f"nobody has {connection}")
            self._taken.remove(connection)
            self._free.append(connection)

    def query(self, ask):
        connection = self.take()
        try:
            return ask(connection)
        finally:
            self.give_back(connection)
