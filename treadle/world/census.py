"""What `threading` keeps of an execution: how many threads were made, and what comes at the end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class EndOfMain:
    """What is waited for by who waits for the main thread."""


class Census:
    """The threads of one execution, as the program sees them."""

    def __init__(self) -> None:
        self.made = 0  # objects of `Thread`
        self.unnamed = 0  # those among them that were given no name
        self.gone: set[int] = set()  # the numbers of those that are counted no more
        self.excepthook: Callable[[Any], object] | None = None
        self.stack_size = 0
        self.tracing: dict[str, Any] = {}  # by "trace" and "profile", what was set
        self.at_shutdown: list[Callable[[], object]] | None = []  # None once that has begun
        self.at_exit: list[tuple[Callable[..., object], Callable[[], object]]] = []
        self.main_is_done = False
        self.no_more_starts = False
        self.end_of_main = EndOfMain()
