"""The hook of what tells the date: `datetime.now()` and its like go by the virtual clock.

The classes of `datetime` stay Python's own, for a program may meet their objects wherever they were
made; so it is where the program asks that another answers.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from types import BuiltinFunctionType, SimpleNamespace
from typing import Any

from treadle.hooks.access import Hooks
from treadle.time_of_day import time_of_day


def dated(value: Any, name: str) -> Any:
    """*value*, whose attribute *name* comes next; if that asks for the date, what has it, too."""
    if not isinstance(value, type) or not issubclass(value, date):
        return value
    if not isinstance(getattr(value, name, None), BuiltinFunctionType):  # but of a subclass
        return value
    return SimpleNamespace(**{name: partial(_ANSWERS[name], value)})


def _now(cls: type[datetime], tz: Any = None) -> datetime:
    return cls.fromtimestamp(time_of_day(), tz)


def _today(cls: type[date]) -> date:
    return cls.fromtimestamp(time_of_day())


def _utcnow(cls: type[datetime]) -> datetime:
    if sys.version_info >= (3, 12):
        warnings.warn("datetime.utcnow() is deprecated", DeprecationWarning, stacklevel=2)
    return cls.fromtimestamp(time_of_day(), UTC).replace(tzinfo=None)


_ANSWERS: dict[str, Callable[..., Any]] = {"now": _now, "today": _today, "utcnow": _utcnow}

HOOKS: Hooks = {"dated": dated}
