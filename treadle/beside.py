"""What it takes to get along with other tools while a test is run thousands of times."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TextIO


@contextmanager
def each_warning_once() -> Iterator[None]:
    """Pass on a warning when all is over, and once, however many schedules have given it."""
    given: dict[tuple[object, ...], tuple[Any, ...]] = {}

    def keep(
        message: Warning | str,
        category: type[Warning],
        filename: str,
        lineno: int,
        file: TextIO | None = None,
        line: str | None = None,
    ) -> None:
        warning = (message, category, filename, lineno)
        given.setdefault((str(message), *warning[1:]), warning)

    with warnings.catch_warnings():
        warnings.showwarning = keep
        yield
    for warning in given.values():
        warnings.showwarning(*warning)
