"""A few connections to the central bank, shared by all the tellers of a branch."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Pool:
    """Lends connections, each to one teller at a time."""

    def __init__(self, connections: list[str]) -> None:
        self._free = list(connections)
        self._lent: set[str] = set()
        self._changed = threading.Condition()

    def take(self) -> str:
        """Return a connection that nobody has, as soon as there is one."""
        with self._changed:
            while not self._free:
                self._changed.wait()
            connection = self._free.pop()
            self._lent.add(connection)
            return connection

    def give_back(self, connection: str) -> None:
        """Give a connection back; others can take it then."""
        with self._changed:
            if connection not in self._lent:
                raise ValueError(f"nobody has {connection}")
            self._lent.remove(connection)
            self._free.append(connection)
            self._changed.notify()

    @contextmanager
    def _borrowed(self) -> Iterator[str]:
        connection = self.take()
        yield connection
        self.give_back(connection)

    def query(self, ask: Callable[[str], object]) -> object:
        """Call `ask` with a connection, and return what it returns."""
        with self._borrowed() as connection:
            return ask(connection)


def rate(connection: str) -> str:
    """Ask for the rate of the day."""
    time.sleep(0.01)
    return f"1.25, says {connection}"


def main() -> None:
    pool = Pool(["line 1", "line 2"])
    answers: list[object] = []
    tellers = [threading.Thread(target=lambda: answers.append(pool.query(rate))) for _ in range(5)]
    for teller in tellers:
        teller.start()
    for teller in tellers:
        teller.join()
    print(*answers, sep="\n")


if __name__ == "__main__":
    main()
