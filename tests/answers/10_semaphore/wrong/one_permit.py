# rejected by: test_everybody_has_another_connection deadlock
# rejected by: test_all_connections_are_used_at_the_same_time wrong-result
# why: a semaphore with one permit, whatever there is: a lock
import threading


class Pool:
    def __init__(self, connections):
        self._free = list(connections)
        self._taken = set()
        self._lock = threading.Lock()
        self._permits = threading.Semaphore()

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
        connection = self.take()
        try:
            return ask(connection)
        finally:
            self.give_back(connection)
