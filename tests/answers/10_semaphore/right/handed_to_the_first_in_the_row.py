# Whoever waits stands in a row; what is given back is handed to the first of them.
import threading
from collections import deque


class Pool:
    def __init__(self, connections):
        self.lock = threading.Lock()
        self.free = deque(connections)
        self.lent = set()
        self.row = deque()

    def take(self):
        with self.lock:
            if self.free:
                connection = self.free.popleft()
                self.lent.add(connection)
                return connection
            turn = [threading.Event(), None]
            self.row.append(turn)
        turn[0].wait()
        return turn[1]

    def give_back(self, connection):
        with self.lock:
            if connection not in self.lent:
                raise ValueError(connection)
            if self.row:
                turn = self.row.popleft()
                turn[1] = connection
                turn[0].set()
            else:
                self.lent.remove(connection)
                self.free.append(connection)

    def query(self, ask):
        connection = self.take()
        try:
            return ask(connection)
        finally:
            self.give_back(connection)
