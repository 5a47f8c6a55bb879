"""Who is being served: each thread of the bank serves a customer, and notes what it does."""

import threading
from collections.abc import Callable
from functools import partial


class NobodyHere(Exception):
    """There is something to note, but the thread serves nobody."""


class Service:
    """Customers that are served, each by one thread; any number of threads may use it."""

    def __init__(self) -> None:
        self._stacks: dict[str, list[tuple[str, list[str]]]] = {}

    def _stack(self) -> list[tuple[str, list[str]]]:
        return self._stacks.setdefault(threading.current_thread().name, [])

    def serve(self, customer: str, task: Callable[[], object]) -> list[str]:
        """Call the task for a customer; return what has been noted meanwhile."""
        stack = self._stack()
        slip: list[str] = []
        stack.append((customer, slip))
        try:
            task()
        finally:
            stack.pop()
        return slip

    def customer(self) -> str | None:
        """Return whom this thread is serving, or None."""
        stack = self._stack()
        return stack[-1][0] if stack else None

    def note(self, text: str) -> None:
        """Note something for the customer of this thread."""
        stack = self._stack()
        if not stack:
            raise NobodyHere(text)
        stack[-1][1].append(text)


def main() -> None:
    service = Service()
    for name in ("ann", "bob"):
        slip = service.serve(name, partial(service.note, f"coins counted for {name}"))
        print(f"{name}: {', '.join(slip)}")


if __name__ == "__main__":
    main()
