"""What `threading` keeps of an execution: how many threads were made, and what comes at the end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class Census:
    """The threads of one execution, as the program sees them."""

    def __init__(self) -> None:
        self.made = 0  # objects of `Thread`
        self.unnamed = 0  # those among them that were given no name
        self.excepthook: Callable[[Any], object] | None = None
        self.stack_size = 0
        self.tracing: dict[str, Any] = {}  # by "trace" and "profile", what was set
        self.at_shutdown: list[Callable[[], object]] | None = []  # None once that has begun
        self.at_exit: list[tuple[Callable[..., object], Callable[[], object]]] = []
        self.main_is_done = False
        self.no_more_starts = False
        self.main_awaited: object = None  # stands for the end of the main thread, once asked for
