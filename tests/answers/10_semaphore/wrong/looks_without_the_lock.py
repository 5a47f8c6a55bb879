# rejected by: test_of_two_that_give_the_same_back_one_is_refused wrong-result
# why: two threads see that it is taken, and both give it back
import threading


class Pool:
    def __init__(self, connections):
        self._free = list(connections)
        self._taken = set()
        self._lock = threading.Lock()
        self._permits = threading.Semaphore(len(connections))

    def take(self):
        self._permits.acquire()
        with self._lock:
            connection = self._free.pop()
            self._taken.add(connection)
        return connection

    def give_back(self, connection):
        if connection not in self._taken:
            raise ValueError(f"nobody has {connection}")
        with self._lock:
            self._taken.discard(connection)
            self._free.append(connection)
        self._permits.release()

    def query(self, ask):
        connection = self.take()
        try:
            return ask(connection)
        finally:
            self.give_back(connection)
