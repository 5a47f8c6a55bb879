# rejected by: test_who_finds_none_waits exception
# why: does not look again after it was woken; meanwhile another one can have taken the connection
import threading


class Pool:
    def __init__(self, connections):
        self.free = list(connections)
        self.lent = []
        self.changed = threading.Condition()

    def take(self):
        with self.changed:
            if not self.free:
                self.changed.wait()
            connection = self.free.pop()
            self.lent.append(connection)
            return connection

    def give_back(self, connection):
        with self.changed:
            self.lent.remove(connection)
            self.free.append(connection)
            self.changed.notify()

    def query(self, ask):
        connection = self.take()
        try:
            return ask(connection)
        finally:
            self.give_back(connection)
