"""Repeated trials on real threads: the classic way, for Python itself has the last word."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

from treadle.source import read_source

SWITCH_INTERVAL_S = 1e-6
"""How often the interpreter is asked to switch threads during trials."""


def real_trials(trial: Callable[[], object], count: int) -> None:
    """Run *trial* *count* times with threads switching as often as the interpreter can.

    Raises:
        What the first trial that fails raised.

    """
    interval = sys.getswitchinterval()
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    try:
        for _ in range(count):
            trial()
    finally:
        sys.setswitchinterval(interval)


def plain_module(path: Path) -> ModuleType:
    """The module in the file *path*, loaded as Python does, but afresh each time.

    Raises:
        What loading it raises.

    """
    source = read_source(path)
    module = ModuleType(f"{__name__}.{path.stem}")
    module.__file__ = str(path)
    sys.modules[module.__name__] = module  # where dataclasses and pickle look for it
    exec(compile(source, str(path), "exec"), module.__dict__)
    return module
