# rejected by: test_who_finds_none_waits deadlock
# why: notifies only when there was none free: of two who wait, the second stays waiting
import threading
import time
from collections.abc import Callable


class Pool:
    """Lends connections, each to one teller at a time."""

    def __init__(self, connections: list[str]) -> None:
        self._free = list(connections)
        self._lent: set[str] = set()
        self._changed = threading.Condition()

    def take(self) -> str:
        """Return a connection that nobody has, as soon as there is one."""
        with self._changed:
            self._changed.wait_for(lambda: self._free)
            connection = self._free.pop()
            self._lent.add(connection)
            return connection

    def give_back(self, connection: str) -> None:
        """Give a connection back; others can take it then."""
        with self._changed:
            if connection not in self._lent:
                raise ValueError(connection)
            self._lent.remove(connection)
            self._free.append(connection)
            if len(self._free) == 1:
                self._changed.notify()

    def query(self, ask: Callable[[str], object]) -> object:
        """Call `ask` with a connection, and return what it returns."""
        connection = self.take()
        try:
            return ask(connection)
        finally:
            self.give_back(connection)

