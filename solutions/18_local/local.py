"""Who is being served: each thread of the bank serves a customer, and notes what it does."""

import threading
from collections.abc import Callable
from functools import partial


class NobodyHere(Exception):
    """There is something to note, but the thread serves nobody."""


class Here(threading.local):
    """What belongs to one thread."""

    def __init__(self) -> None:  # called once more in every thread
        self.visits: list[tuple[str, list[str]]] = []  # whom it serves, and the slip


class Service:
    """Customers that are served, each by one thread; any number of threads may use it."""

    def __init__(self) -> None:
        self._here = Here()

    def serve(self, customer: str, task: Callable[[], object]) -> list[str]:
        """Call the task for a customer; return what has been noted meanwhile."""
        slip: list[str] = []
        self._here.visits.append((customer, slip))
        try:
            task()
        finally:
            self._here.visits.pop()
        return slip

    def customer(self) -> str | None:
        """Return whom this thread is serving, or None."""
        return self._here.visits[-1][0] if self._here.visits else None

    def note(self, text: str) -> None:
        """Note something for the customer of this thread."""
        if not self._here.visits:
            raise NobodyHere(text)
        self._here.visits[-1][1].append(text)


def main() -> None:
    service = Service()
    for name in ("ann", "bob"):
        slip = service.serve(name, partial(service.note, f"coins counted for {name}"))
        print(f"{name}: {', '.join(slip)}")


if __name__ == "__main__":
    main()
