# rejected by: test_what_nobody_has_is_refused wrong-result
# why: BoundedSemaphore raises, and the connection is in the list already
import threading


class Pool:
    def __init__(self, connections):
        self._free = list(connections)
        self._lock = threading.Lock()
        self._permits = threading.BoundedSemaphore(len(connections))

    def take(self):
        self._permits.acquire()
        with self._lock:
            return self._free.pop()

    def give_back(self, connection):
        with self._lock:
            self._free.append(connection)
        self._permits.release()

    def query(self, ask):
        connection = self.take()
        try:
            return ask(connection)
        finally:
            self.give_back(connection)
