"""From an exception to its verdict: whose mistake it is, and in which words."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from treadle import verdict as verdicts
from treadle.text import printable
from treadle.values import message_of
from treadle.verdict import Verdict
from treadle.world.program_module import MissingName
from treadle.world.thread_local import local

_HARNESS = str(Path(__file__).parent)
_STAND_INS = str(Path(__file__).parent / "world")
_WHERE_THREADS_STAND = (
    *(("kernel.py", function) for function in ("step", "access", "block", "spawn")),
    ("carrier.py", "run"),
)
_ON_BEHALF = ("_walk", "call")  # they iterate, and call, for the program
_OF_A_LOCAL = ("__getattribute__", "__setattr__", "__delattr__")
_BLUNDERS = (AssertionError, AttributeError, NameError, KeyError, IndexError)


def of_error(error: BaseException, thread: str) -> Verdict:
    """The verdict for *error*, which ended the scenario, or the thread named *thread*."""
    several = error
    while isinstance(error, BaseExceptionGroup):  # of those that several threads raised, the first
        error = error.exceptions[0]
    if _is_ours(error):
        return Verdict(verdicts.KIT_ERROR, type(error).__name__, _said(error), error)
    if out_of_time(error):
        return Verdict(verdicts.TIMEOUT, "real time", "the check ran out of real time", error)
    if isinstance(error, AssertionError) or _is_pytests(error):
        text = message_of(error)
        return Verdict(
            verdicts.WRONG_RESULT, "wrong result", text or "an assertion failed", error, text
        )
    if isinstance(error, SystemExit):
        return Verdict(
            verdicts.EXCEPTION,
            "process ended",
            f"the program called sys.exit({'' if error.code is None else message_of(error)})",
            error,
            f"SystemExit: {message_of(error)}".removesuffix(": "),
        )
    text = _said(error) + _set_by_others(error)
    if several is not error:
        text += _others(several)
    if thread:
        return Verdict(
            verdicts.EXCEPTION,
            "exception in a thread",
            f"{thread} died of {text}, and nobody was told",
            error,
            text,
        )
    return Verdict(verdicts.EXCEPTION, _kind_of_error(error), text, error, text)


def _is_ours(error: BaseException) -> bool:
    """Whether *error* is a mistake of the harness, by the place where it was raised.

    What stands in for `threading` raises as `threading` does, on behalf of the program; but never
    one of the exceptions that only a blunder raises.
    """
    if isinstance(error, RecursionError | MemoryError | SyntaxError):
        return False
    if isinstance(error, MissingName):
        return False
    tb = error.__traceback__
    file = function = ""
    while tb is not None:
        file, function = tb.tb_frame.f_code.co_filename, tb.tb_frame.f_code.co_name
        tb = tb.tb_next
    if file.endswith("thread_local.py") and function in _OF_A_LOCAL:
        return not isinstance(error, AttributeError)  # of a thread that has not set it
    if file.startswith(_STAND_INS):
        return isinstance(error, _BLUNDERS)
    if function in _ON_BEHALF:
        return False
    if file.startswith(_HARNESS) and (Path(file).name, function) in _WHERE_THREADS_STAND:
        return isinstance(error, _BLUNDERS)  # or else somebody threw it into the greenlet
    return file.startswith(_HARNESS)


def out_of_time(error: BaseException) -> bool:
    """Whether *error* is what pytest-timeout raises, wherever it was raised."""
    return _is_pytests(error) and message_of(error).startswith("Timeout")


def _is_pytests(error: BaseException) -> bool:
    """Whether *error* is what `pytest.fail` raises."""
    kind = type(error)
    return kind.__name__ == "Failed" and kind.__module__ == "builtins"


def _kind_of_error(error: BaseException) -> str:
    if isinstance(error, SyntaxError):
        return "syntax error"
    if isinstance(error, ImportError):
        return "import error"
    if isinstance(error, MissingName):
        return "missing name"
    if isinstance(error, RecursionError):
        return "endless recursion"
    if isinstance(error, TypeError) and re.search(r"\(\) (takes|missing|got)", message_of(error)):
        return "wrong signature"
    return type(error).__name__


def _others(group: BaseException) -> str:
    """What else is in *group*, whose first exception is told; nothing if it is all the same."""
    waiting, members = [group], []
    while waiting:
        one = waiting.pop(0)
        if isinstance(one, BaseExceptionGroup):
            waiting[:0] = one.exceptions
        else:
            members.append(_said(one))
    others = [text for text in dict.fromkeys(members) if text != members[0]]
    if not others:
        return ""
    return f"{TOGETHER}{', '.join(others)}, in one {type(group).__name__})"


TOGETHER = " (together with "
"""What comes before the rest of a group, of which each was raised by somebody else."""


def _set_by_others(error: BaseException) -> str:
    """Why an object of `threading.local` lacks an attribute that only other threads have set."""
    if not isinstance(error, AttributeError) or not issubclass(type(error.obj), local):
        return ""
    dicts = object.__getattribute__(error.obj, "_treadle_dicts")
    if not any(error.name in own for own in dicts.values()):
        return ""
    return " (another thread has set it, but each thread has its own attributes there)"


def _said(error: BaseException) -> str:
    if isinstance(error, SyntaxError):
        where = f"{Path(error.filename or '?').name}:{error.lineno}"
        return f"{where} is not Python: {error.msg}"
    text = message_of(error)
    if isinstance(error, MissingName):
        return text
    kind = type(error)
    module = kind.__module__
    name = kind.__qualname__.rpartition(".<locals>.")[2]
    public = module.lstrip("_")  # as of queue.Empty, which is made in C
    if getattr(sys.modules.get(public), name, None) is kind:
        module = public
    if module not in ("builtins", "__main__") and module in sys.stdlib_module_names:
        name = f"{module}.{name}"
    return f"{printable(name)}: {text}" if text else printable(name)
