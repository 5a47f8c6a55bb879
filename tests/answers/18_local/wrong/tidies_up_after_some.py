# rejected by: test_nothing_is_left_of_a_task_that_fails wrong-result
# why: `except Exception` looks like all there is; sys.exit() in a task is none of those
"""Who is being served: each thread of the bank serves a customer, and notes what it does."""

import threading
from collections.abc import Callable
from functools import partial


class NobodyHere(Exception):
    """There is something to note, but the thread serves nobody."""


class Here(threading.local):
    """What belongs to one thread: whom it serves, the last one on top."""

    def __init__(self) -> None:
        self.served: list[tuple[str, list[str]]] = []


class Service:
    """Customers that are served, each by one thread; any number of threads may use it."""

    def __init__(self) -> None:
        self._here = Here()

    def serve(self, customer: str, task: Callable[[], object]) -> list[str]:
        """Call the task for a customer; return what has been noted meanwhile."""
        slip: list[str] = []
        self._here.served.append((customer, slip))
        try:
            task()
        except Exception:
            self._here.served.pop()
            raise
        self._here.served.pop()
        return slip

    def customer(self) -> str | None:
        """Return whom this thread is serving, or None."""
        return self._here.served[-1][0] if self._here.served else None

    def note(self, text: str) -> None:
        """Note something for the customer of this thread."""
        if not self._here.served:
            raise NobodyHere(text)
        self._here.served[-1][1].append(text)


def main() -> None:
    service = Service()
    for name in ("ann", "bob"):
        slip = service.serve(name, partial(service.note, f"coins counted for {name}"))
        print(f"{name}: {', '.join(slip)}")


if __name__ == "__main__":
    main()
