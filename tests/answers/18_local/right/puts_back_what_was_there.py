import threading
from collections.abc import Callable


class NobodyHere(Exception):
    pass


class Here(threading.local):
    def __init__(self) -> None:  # called once more in every thread
        self.customer: str | None = None
        self.slip: list[str] = []


class Service:
    def __init__(self) -> None:
        self._here = Here()

    def serve(self, customer: str, task: Callable[[], object]) -> list[str]:
        before = self._here.customer, self._here.slip
        self._here.customer, self._here.slip = customer, []
        try:
            task()
            return self._here.slip
        finally:
            self._here.customer, self._here.slip = before

    def customer(self) -> str | None:
        return self._here.customer

    def note(self, text: str) -> None:
        if self._here.customer is None:
            raise NobodyHere(text)
        self._here.slip.append(text)
