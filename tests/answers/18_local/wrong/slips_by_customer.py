# rejected by: test_two_threads_do_not_mix_up_their_customers exception
# why: keeps the slips by customer, so that two threads that serve the same one share them
import threading
from collections.abc import Callable
from functools import partial


class NobodyHere(Exception):
    """There is something to note, but the thread serves nobody."""


class Service:
    def __init__(self) -> None:
        self._here = threading.local()
        self._here.customer = None
        self._slips: dict[str, list[str]] = {}

    def serve(self, customer: str, task: Callable[[], object]) -> list[str]:
        outer = self.customer()
        self._here.customer = customer
        self._slips[customer] = []
        try:
            task()
        finally:
            self._here.customer = outer
        return self._slips.pop(customer)

    def customer(self) -> str | None:
        return getattr(self._here, "customer", None)

    def note(self, text: str) -> None:
        if not self.customer():
            raise NobodyHere(text)
        self._slips[self._here.customer].append(text)




def main() -> None:
    service = Service()
    for name in ("ann", "bob"):
        slip = service.serve(name, partial(service.note, f"coins counted for {name}"))
        print(f"{name}: {', '.join(slip)}")


if __name__ == "__main__":
    main()
