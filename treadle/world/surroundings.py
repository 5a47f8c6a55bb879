"""What a program shares with the process that it is run in, and how it is kept from harm.

A program may close its output, clear `sys.modules`, change the folder or the limit of recursion.
Each execution begins with the surroundings of the first, and what comes after the exploration (a
report, the next test) finds them as they were.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from types import ModuleType
from typing import Any, NoReturn

from treadle import verdict as verdicts
from treadle.frames import DEBUGGERS
from treadle.hooks.outside import Reach, reaches
from treadle.kernel import Execution
from treadle.state import state
from treadle.verdict import Verdict

_STREAMS = ("stdin", "stdout", "stderr", "__stdin__", "__stdout__", "__stderr__")


class Surroundings:
    """The state of the process, as it was when this was made."""

    def __init__(self) -> None:
        self._own = {**{name: getattr(sys, name) for name in _STREAMS}, **_UNBOUNDED}
        self._modules = dict(sys.modules)
        self._path = list(sys.path)
        self._recursion_limit = sys.getrecursionlimit()
        self._switch_interval_s = sys.getswitchinterval()
        self._folder = os.getcwd()  # noqa: PTH109 - at every execution, and a Path is slow
        self._moving = {n: getattr(os, n) for n in ("chdir", "fchdir") if hasattr(os, n)}
        self._noting = {name: _noting(move) for name, move in self._moving.items()}
        self._lent = _lent()

    def lend(self, execution: Execution) -> None:
        """Give *execution* streams of its own, which it may close."""
        lent = self._lent
        if lent["stdin"].closed or lent["stdout"].closed or lent["stderr"].closed:
            lent = self._lent = _lent()
        vars(sys).update(lent)  # all at once, which takes a fraction of the time
        execution.console = lent["stdout"]
        vars(os).update(self._noting)
        _moved.clear()

    def restore(self, *, thoroughly: bool) -> None:
        """Make everything as it was; what has been imported since may stay.

        Args:
            thoroughly: whether to look at every module, not only whether one is missing, and at
                what does nothing while threads are virtual.

        """
        vars(sys).update(self._own)
        vars(os).update(self._moving)
        modules = sys.modules
        if thoroughly or len(modules) < len(self._modules):
            for name, module in self._modules.items():
                if modules.get(name) is not module:
                    modules[name] = module
            if sys.getswitchinterval() != self._switch_interval_s:
                sys.setswitchinterval(self._switch_interval_s)
        if sys.path != self._path:
            sys.path[:] = self._path
        if sys.getrecursionlimit() != self._recursion_limit:
            sys.setrecursionlimit(self._recursion_limit)
        if thoroughly or _moved:
            try:
                folder = os.getcwd()  # noqa: PTH109
            except OSError:
                folder = ""
            if folder != self._folder:
                with suppress(OSError):
                    os.chdir(self._folder)


TRACED = Verdict(
    verdicts.UNCONTROLLED_BLOCK,
    "tracing",
    "sys.settrace() and sys.setprofile() have the interpreter call the program in the midst of "
    "Treadle's own code, which cannot be explored; trace the program on real threads",
)


def _refusing(function: Callable[[Any], None]) -> Callable[[Any], None]:
    """*function*, which traces, for debuggers only."""

    def trace(hook: Any, /) -> None:
        execution = state.execution
        is_debugged = sys._getframe(1).f_code.co_filename.endswith(DEBUGGERS)
        if hook is None or is_debugged or execution is None or execution.ending:
            function(hook)
        else:
            execution.stop(TRACED)

    return trace


DEEPEST = 100_000
"""The most calls within each other; an endless recursion to a higher limit has no end at all."""

_setrecursionlimit = sys.setrecursionlimit


def _bounded(limit: int, /) -> None:
    """`sys.setrecursionlimit`, which takes no more than `DEEPEST`."""
    if state.active:
        reaches(Reach.OUTSIDE, sys.setrecursionlimit)
    _setrecursionlimit(min(limit, DEEPEST) if isinstance(limit, int) else limit)


_TRACING = {"settrace": sys.settrace, "setprofile": sys.setprofile}
_UNBOUNDED = {**_TRACING, "setrecursionlimit": _setrecursionlimit}
"""Functions of `sys` that a program gets others of."""

_moved: list[object] = []
"""Where the program went; to ask the system where it is, each time, would cost more."""


def _noting(function: Callable[[Any], None]) -> Callable[[Any], None]:
    """*function*, which goes to another folder, and is heard of."""

    def move(path: Any) -> None:
        _moved.append(path)
        function(path)

    return wraps(function)(move)


class _Nowhere(io.RawIOBase):
    """Swallows what is written."""

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        return len(data)


def _lent() -> dict[str, Any]:
    """What a program finds in `sys`: streams of its own, and functions with bounds."""
    streams = (_Keyboard(), _nowhere(), _nowhere())
    return {
        **dict(zip(_STREAMS, streams * 2, strict=True)),
        **{name: _refusing(function) for name, function in _TRACING.items()},
        "setrecursionlimit": _bounded,
    }


def _nowhere() -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BufferedWriter(_Nowhere()), encoding="utf-8", errors="replace")


class _Keyboard(io.TextIOBase):
    """Standard input: nobody knows when something comes."""

    def readable(self) -> bool:
        return True

    def _refuse(self, *args: object) -> NoReturn:
        execution = state.execution
        if execution is not None and not execution.ending:
            execution.stop(
                Verdict(
                    verdicts.UNCONTROLLED_BLOCK,
                    "input",
                    "the program waits for input, and nobody can say when, or whether, it comes",
                )
            )
        raise EOFError("EOF when reading a line")

    read = readline = readlines = __next__ = _refuse

    @property
    def buffer(self) -> _Keyboard:
        return self


class BuiltinsModule(ModuleType):
    """The module `builtins` as a program sees it: what it changes there, it changes for itself."""

    def __init__(self, variables: dict[str, Any]) -> None:
        super().__init__("builtins")
        object.__setattr__(self, "_variables", variables)

    def __getattribute__(self, name: str) -> Any:
        variables = object.__getattribute__(self, "_variables")
        if name == "__dict__":
            return variables
        if name in variables:
            return variables[name]
        if name.startswith("__"):
            return object.__getattribute__(self, name)
        raise AttributeError(f"module 'builtins' has no attribute {name!r}")

    def __setattr__(self, name: str, value: Any) -> None:
        object.__getattribute__(self, "_variables")[name] = value

    def __delattr__(self, name: str) -> None:
        variables = object.__getattribute__(self, "_variables")
        if name not in variables:
            raise AttributeError(name)
        del variables[name]

    def __dir__(self) -> list[str]:
        return sorted(object.__getattribute__(self, "_variables"))
