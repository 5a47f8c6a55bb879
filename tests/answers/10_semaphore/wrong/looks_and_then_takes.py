# rejected by: test_who_finds_none_waits exception
# why: a busy wait without a lock: two see the same connection
import threading
import time


class Pool:
    def __init__(self, connections):
        self._free = list(connections)
        self._taken = set()
        self._lock = threading.Lock()

    def take(self):
        while not self._free:
            time.sleep(0.01)
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
