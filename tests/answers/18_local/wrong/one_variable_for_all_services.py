# rejected by: test_who_serves_nobody_has_no_customer wrong-result
# why: a context variable of the module: right for threads, but all services have the same one
"""Who is being served: each thread of the bank serves a customer, and notes what it does."""

import contextvars
import threading
from collections.abc import Callable
from functools import partial


class NobodyHere(Exception):
    """There is something to note, but the thread serves nobody."""


class Here(threading.local):
    """What belongs to one thread."""

    customer: str | None = None
    slip: list[str] = []


_now = contextvars.ContextVar("now", default=None)


class Service:
    def serve(self, customer, task):
        slip = []
        token = _now.set((customer, slip))
        try:
            task()
        finally:
            _now.reset(token)
        return slip

    def customer(self):
        now = _now.get()
        return now[0] if now else None

    def note(self, text):
        now = _now.get()
        if now is None:
            raise NobodyHere(text)
        now[1].append(text)


def main() -> None:
    service = Service()
    for name in ("ann", "bob"):
        slip = service.serve(name, partial(service.note, f"coins counted for {name}"))
        print(f"{name}: {', '.join(slip)}")


if __name__ == "__main__":
    main()
