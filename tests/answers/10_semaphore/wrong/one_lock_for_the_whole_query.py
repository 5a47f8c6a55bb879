# rejected by: test_all_connections_are_used_at_the_same_time wrong-result
# why: safe, and only one asks at a time
import threading


class Pool:
    def __init__(self, connections):
        self._free = list(connections)
        self._taken = set()
        self._lock = threading.Lock()
        self._permits = threading.Semaphore(len(connections))
        self._asking = threading.Lock()

    def take(self):
        self._permits.acquire()
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
        self._permits.release()

    def query(self, ask):
        with self._asking:
            connection = self.take()
            try:
                return ask(connection)
            finally:
                self.give_back(connection)
