import queue
import threading


class Pool:
    """A queue of what is free waits by itself."""

    def __init__(self, connections):
        self._free = queue.Queue()
        for connection in connections:
            self._free.put(connection)
        self._taken = []
        self._lock = threading.Lock()

    def take(self):
        connection = self._free.get()
        with self._lock:
            self._taken.append(connection)
        return connection

    def give_back(self, connection):
        with self._lock:
            self._taken.remove(connection)  # raises ValueError if it is not there
        self._free.put(connection)

    def query(self, ask):
        connection = self.take()
        try:
            answer = ask(connection)
        except BaseException:
            self.give_back(connection)
            raise
        else:
            self.give_back(connection)
            return answer
