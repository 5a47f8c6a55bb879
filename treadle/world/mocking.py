"""`unittest.mock`, which finds by name what it patches: in a program, in the program's modules."""

from __future__ import annotations

import pkgutil
import sys
from types import ModuleType, SimpleNamespace
from typing import Any

from treadle.state import state


def find_in_the_world() -> None:
    """See to it that `mock.patch("time.sleep")` patches what the program sees there."""
    mock: Any = sys.modules.get("unittest.mock")
    if mock is not None and isinstance(mock.pkgutil, ModuleType):
        mock.pkgutil = SimpleNamespace(resolve_name=_resolve)


def _resolve(name: str) -> Any:
    """What *name*, with dots, stands for; of `pkgutil`, if no program asks."""
    execution = state.execution
    world = None if execution is None else execution.memory.get("world")
    if world is None:
        return pkgutil.resolve_name(name)
    top, *parts = name.split(".")
    found = world.module(top)
    path = top
    for part in parts:
        path = f"{path}.{part}"
        if not hasattr(found, part) and isinstance(found, ModuleType):
            world.module(path)
        found = getattr(found, part)
    return found
