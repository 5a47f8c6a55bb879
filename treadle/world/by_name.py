"""What the library finds by name: in a program, that is among the program's modules.

`unittest.mock` finds what it patches, and `importlib.metadata` what an entry point names.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from types import ModuleType, SimpleNamespace
from typing import Any

from treadle.state import state


def find_in_the_world() -> None:
    """See to it that `mock.patch("time.sleep")` patches what the program sees there, and so on."""
    mock: Any = sys.modules.get("unittest.mock")
    if mock is not None and isinstance(mock.pkgutil, ModuleType):
        mock.pkgutil = SimpleNamespace(resolve_name=_resolve)
    metadata: Any = sys.modules.get("importlib.metadata")
    if metadata is not None:
        metadata.import_module = _import_module


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


def _import_module(name: str, package: str | None = None) -> ModuleType:
    """The module *name* as the program would import it; as Python does, if no program asks."""
    execution = state.execution
    world = None if execution is None else execution.memory.get("world")
    if world is None or name.startswith("."):
        return importlib.import_module(name, package)
    found: ModuleType = world.module(name)
    return found
