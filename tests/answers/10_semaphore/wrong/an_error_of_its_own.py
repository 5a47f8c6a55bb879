# rejected by: test_after_an_error_the_connection_is_back wrong-result
# why: raises an exception of its own, made from the one that ask() has raised
import threading
import time
from collections.abc import Callable


class Pool:
    """Lends connections, each to one teller at a time."""

    def __init__(self, connections: list[str]) -> None:
        self._free = list(connections)
        self._lent: set[str] = set()
        self._lock = threading.Lock()
        self._permits = threading.Semaphore(len(connections))

    def take(self) -> str:
        """Return a connection that nobody has, as soon as there is one."""
        self._permits.acquire()
        with self._lock:
            connection = self._free.pop()
            self._lent.add(connection)
            return connection

    def give_back(self, connection: str) -> None:
        """Give a connection back; others can take it then."""
        with self._lock:
            if connection not in self._lent:
                raise ValueError(connection)
            self._lent.remove(connection)
            self._free.append(connection)
        self._permits.release()

    def query(self, ask: Callable[[str], object]) -> object:
        """Call `ask` with a connection, and return what it returns."""
        connection = self.take()
        try:
            return ask(connection)
        except Exception as error:
            raise RuntimeError(f"{connection} does not answer") from error
        finally:
            self.give_back(connection)

