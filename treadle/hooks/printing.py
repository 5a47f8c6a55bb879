"""What stands for the built-in `print`: to print is one step, after the text has been made."""

from __future__ import annotations

import builtins
import sys
from collections.abc import Callable
from io import StringIO
from typing import Any

from treadle.operation import NOTHING, PRINT, Operation
from treadle.state import state


def make(announce_call: Callable[[Any, str], None]) -> Callable[..., None]:
    """A `print` that announces what it writes to a file of the program by *announce_call*."""

    def print_(*values: Any, **options: Any) -> None:
        execution = state.execution
        file = options.get("file") or sys.stdout
        if execution is None or file is not execution.console:
            if state.active:
                announce_call(file, "write")
            builtins.print(*values, **options)
            return
        printed = StringIO()
        builtins.print(*values, **{**options, "file": printed})
        if state.active:
            if execution.recorder is not None:
                execution.running.peek = lambda: printed.getvalue().rstrip("\n")
            execution.step(Operation(PRINT, NOTHING))

    return print_
