"""Treadle decides which thread moves next, and so finds races and deadlocks instead of hoping.

In a test::

    import treadle

    @treadle.explore
    def test_counter():
        counter = Counter()
        treadle.run(counter.increment, counter.increment)
        assert counter.value == 2

On any file: ``treadle run FILE.py::scenario``. In a notebook: ``%load_ext treadle``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from treadle import check
from treadle.check import CheckFailed, KitError, explore, run
from treadle.trials import StressFailed, StressResult, stress
from treadle.verdict import Result, Verdict

if TYPE_CHECKING:
    from treadle.program import ProgramFailed, ProgramResult, run_program

__all__ = [
    "CheckFailed",
    "KitError",
    "ProgramFailed",
    "ProgramResult",
    "Result",
    "StressFailed",
    "StressResult",
    "Verdict",
    "explore",
    "run",
    "run_program",
    "stress",
]

__version__ = "0.1.0"


def load_ipython_extension(shell: Any) -> None:
    """Make `%%exercise`, `%check` and `%story` known to IPython, for `%load_ext treadle`."""
    from treadle.notebook.magics import register

    register(shell)


def __getattr__(name: str) -> Any:
    """What is for real processes is imported when it is first asked for; most runs never do."""
    if name in ("ProgramFailed", "ProgramResult", "run_program"):
        from treadle import program

        return getattr(program, name)
    if name in ("threading", "time", "queue", "asyncio", "atexit"):
        # For a check, whose own imports are the real ones: the module that its exercise sees.
        return check.module_here(name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
