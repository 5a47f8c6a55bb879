"""Which module a check is for: the learner's beside it, or that of `--code`."""

from __future__ import annotations

from pathlib import Path

import pytest

from treadle.text import from_here


class NotSubmitted(Exception):
    """There is no module to check."""


def module_path(item: pytest.Item | pytest.FixtureRequest) -> Path:
    """The file of the module that *item* is to check.

    Raises:
        NotSubmitted: if it is not there.
        pytest.UsageError: if *item* is not a check beside a module.

    """
    beside = item.path.with_name(item.path.name.removeprefix("test_"))
    if beside == item.path:
        raise pytest.UsageError(f"{item.path.name}: the file of a check is named test_<module>.py")
    code = item.config.getoption("--code")
    if code is None:
        candidates = [beside]
    else:
        root = Path(code).absolute()
        exercise = beside.parent.name
        candidates = (
            [root] if root.is_file() else [root / exercise / beside.name, root / beside.name]
        )
    for candidate in candidates:
        if candidate.is_file():
            return candidate
    raise NotSubmitted(f"{from_here(candidates[0])} is not there")


def known_path(item: pytest.Item) -> Path | None:
    """The file of the module that *item* is to check; None if it is not there."""
    try:
        return module_path(item)
    except NotSubmitted:
        return None
