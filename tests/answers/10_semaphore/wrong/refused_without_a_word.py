# rejected by: test_nothing_is_given_back_twice wrong-result
# rejected by: test_what_nobody_has_is_refused wrong-result
# why: does nothing, and tells nobody that something is wrong
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
        with self._lock:
            if connection not in self._taken:
                return
            self._taken.remove(connection)
            self._free.append(connection)
        self._permits.release()

    def query(self, ask):
        connection = self.take()
        try:
            return ask(connection)
        finally:
            self.give_back(connection)
