import threading
from collections import deque


class Pool:
    """A connection is handed over to whoever has waited longest."""

    def __init__(self, connections):
        self._free = deque(connections)
        self._taken = set()
        self._lock = threading.Lock()
        self._waiting = deque()

    def take(self):
        with self._lock:
            if self._free:
                connection = self._free.popleft()
                self._taken.add(connection)
                return connection
            place = [threading.Event(), None]
            self._waiting.append(place)
        place[0].wait()
        return place[1]

    def give_back(self, connection):
        with self._lock:
            if connection not in self._taken:
                raise ValueError(connection)
            if self._waiting:
                place = self._waiting.popleft()
                place[1] = connection
                place[0].set()
            else:
                self._taken.discard(connection)
                self._free.append(connection)

    def query(self, ask):
        connection = self.take()
        try:
            return ask(connection)
        finally:
            self.give_back(connection)
