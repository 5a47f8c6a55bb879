# rejected by: test_after_an_error_the_connection_is_back deadlock
# why: catches every Exception, and what is none, as KeyboardInterrupt, takes the connection along
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
                raise ValueError(f"nobody has {connection}")
            self._taken.remove(connection)
            self._free.append(connection)
        self._permits.release()

    def query(self, ask):
        connection = self.take()
        try:
            answer = ask(connection)
        except Exception:
            self.give_back(connection)
            raise
        self.give_back(connection)
        return answer
