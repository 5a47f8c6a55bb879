# rejected by: test_a_customer_is_served_in_between wrong-result
# why: each thread keeps its slips by name, and the same customer may be served in between
"""Who is being served: each thread of the bank serves a customer, and notes what it does."""

import threading
from collections.abc import Callable
from functools import partial


class NobodyHere(Exception):
    """There is something to note, but the thread serves nobody."""


class Here(threading.local):
    """What belongs to one thread."""

    def __init__(self) -> None:
        self.customer: str | None = None
        self.slips: dict[str, list[str]] = {}


class Service:
    """Customers that are served, each by one thread; any number of threads may use it."""

    def __init__(self) -> None:
        self._here = Here()

    def serve(self, customer: str, task: Callable[[], object]) -> list[str]:
        """Call the task for a customer; return what has been noted meanwhile."""
        here = self._here
        outer, here.customer = here.customer, customer
        here.slips[customer] = []
        try:
            task()
            return list(here.slips[customer])
        finally:
            here.slips[customer] = []
            here.customer = outer

    def customer(self) -> str | None:
        """Return whom this thread is serving, or None."""
        return self._here.customer

    def note(self, text: str) -> None:
        """Note something for the customer of this thread."""
        if self._here.customer is None:
            raise NobodyHere(text)
        self._here.slips[self._here.customer].append(text)


def main() -> None:
    service = Service()
    for name in ("ann", "bob"):
        slip = service.serve(name, partial(service.note, f"coins counted for {name}"))
        print(f"{name}: {', '.join(slip)}")


if __name__ == "__main__":
    main()
