# rejected by: test_nothing_is_given_back_twice wrong-result
# rejected by: test_of_two_that_give_the_same_back_one_is_refused wrong-result
# why: counts permits, and does not know whose they are: one came back twice, one not at all
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
            self._permits.release()
            self._free.append(connection)

    def query(self, ask):
        connection = self.take()
        try:
            return ask(connection)
        finally:
            self.give_back(connection)
