"""A few connections to the central bank, shared by all the tellers of a branch."""

import threading
import time
from collections.abc import Callable


class Pool:
    """Lends connections, each to one teller at a time."""

    def __init__(self, connections: list[str]) -> None:
        self._lent = {connection: False for connection in connections}
        self._lock = threading.Lock()

    def _look(self) -> str | None:
        names = iter(self._lent)
        while (name := next(names, None)) is not None:
            if not self._lent[name]:
                self._lent[name] = True
                break
        return name

    def take(self) -> str:
        """Return a connection that nobody has, as soon as there is one."""
        while True:
            with self._lock:
                name = self._look()
            if name is not None:
                return name
            time.sleep(0.01)

    def give_back(self, connection: str) -> None:
        """Give a connection back; others can take it then."""
        with self._lock:
            if not self._lent.get(connection, False):
                raise ValueError(connection)
            self._lent[connection] = False

    def query(self, ask: Callable[[str], object]) -> object:
        """Call `ask` with a connection, and return what it returns."""
        connection = self.take()
        try:
            return ask(connection)
        finally:
            self.give_back(connection)


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
