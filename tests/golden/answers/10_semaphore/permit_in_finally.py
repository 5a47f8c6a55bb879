"""A few connections to the central bank, shared by all the tellers of a branch."""

import threading
import time
from collections.abc import Callable


class Pool:
    """Lends connections, each to one teller at a time."""

    def __init__(self, connections: list[str]) -> None:
        self._free = list(connections)
        self._lent: list[str] = []
        self._lock = threading.Lock()
        self._permits = threading.Semaphore(len(connections))

    def take(self) -> str:
        """Return a connection that nobody has, as soon as there is one."""
        self._permits.acquire()
        with self._lock:
            self._lent.append(self._free.pop(0))
            return self._lent[-1]

    def give_back(self, connection: str) -> None:
        """Give a connection back; others can take it then."""
        try:
            with self._lock:
                self._lent.remove(connection)
                self._free.append(connection)
        finally:
            self._permits.release()

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
