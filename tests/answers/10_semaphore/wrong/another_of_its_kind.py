# rejected by: test_after_an_error_the_connection_is_back wrong-result
# why: raises one like that of ask(), so that the traceback begins here
import queue
import threading


class Pool:
    def __init__(self, connections):
        self.free = queue.Queue()
        for connection in connections:
            self.free.put(connection)
        self.lock = threading.Lock()
        self.lent = set()

    def take(self):
        connection = self.free.get()
        with self.lock:
            self.lent.add(connection)
        return connection

    def give_back(self, connection):
        with self.lock:
            if connection not in self.lent:
                raise ValueError(connection)
            self.lent.remove(connection)
            self.free.put(connection)

    def query(self, ask):
        connection = self.take()
        try:
            return ask(connection)
        except BaseException as error:
            raise type(error)(*error.args) from None
        finally:
            self.give_back(connection)
