"""From the state in which an execution ended to its verdict, in a sentence."""

from __future__ import annotations

import inspect
import re
import sys
from pathlib import Path
from types import TracebackType

from treadle import verdict as verdicts
from treadle.frames import is_harness, library_call
from treadle.kernel import Execution
from treadle.operation import (
    ACQUIRE,
    AWAIT,
    DOWN,
    FUTURE,
    GET,
    JOIN,
    PUT,
    REACQUIRE,
    SELECT,
    SPIN,
    Kind,
)
from treadle.task_diagnosis import MISHAPS, cut_short, never_awaited, not_woken
from treadle.task_diagnosis import lost as lost_task
from treadle.text import printable
from treadle.values import message_of
from treadle.verdict import Verdict
from treadle.virtual_thread import VirtualThread
from treadle.world.program_module import MissingName

WAITS_FOR: dict[Kind, str] = {
    ACQUIRE: "a lock",
    REACQUIRE: "a notification",
    DOWN: "a permit of a semaphore",
    AWAIT: "an event to be set",
    GET: "an item in a queue",
    JOIN: "another thread to end",
    PUT: "room in a queue",
    FUTURE: "a future that nobody completes",
    SPIN: "a change that nobody is left to make",
}
"""What a thread with this operation pending is waiting for."""

IN_THE_LIBRARY = {
    "Queue.get": ("missing sentinel", "an item in a queue"),
    "Queue.put": ("full queue", "room in a queue"),
    "Queue.join": ("task never done", "all tasks of a queue to be done"),
    "Future.result": ("missing result", "a result"),
    "Barrier.wait": ("missing party", "the others at a barrier"),
}
"""What it is to wait for ever to be notified in there, and what for."""

_NOT_CALLED = inspect.CO_GENERATOR | inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR
"""Flags of code that does not know by whom it was run."""


def holder(thread: VirtualThread) -> VirtualThread | None:
    """The thread that has what *thread* waits for, if it is one thread in particular."""
    blocker = thread.blocker
    if isinstance(blocker, VirtualThread):
        return blocker
    lock = getattr(blocker, "_lock", blocker)
    owner = getattr(lock, "_owner", None)
    if getattr(lock, "_handed_over", False):
        return None
    if isinstance(owner, VirtualThread):
        waiting_for_lock = thread.op.kind is ACQUIRE or owner is not thread
        return owner if waiting_for_lock and thread.op.kind is not REACQUIRE else None
    return None


def standing_still(execution: Execution) -> list[VirtualThread]:
    """Who is left when nobody can run; for an event loop, the tasks that wait in it."""
    found: list[VirtualThread] = []
    for thread in execution.alive:
        if thread.op.kind is SELECT and thread.loop is not None:
            found += thread.loop.tasks.waiting(thread)
        elif thread.effect is None:
            found.append(thread)
    return found


def stuck(execution: Execution) -> Verdict:
    """The verdict when nobody can run and somebody has not ended."""
    forgotten = never_awaited(execution)
    if forgotten is not None:
        return forgotten
    blocked = standing_still(execution)
    lasting = [t for t in blocked if not t.daemon]
    if any(t.op.kind is SPIN for t in lasting):
        return Verdict(
            verdicts.NO_PROGRESS,
            "spinning",
            f"{_names([t for t in lasting if t.op.kind is SPIN])} goes round and round, and nobody "
            "is left to make a change that would end it",
        )
    lost = _lost(execution)
    if lost is not None:
        return lost
    overslept = not_woken(execution)
    if overslept is not None:
        return overslept
    cycle = _cycle(blocked)
    if execution.main.finished:
        waits = "; ".join(_wait(t) for t in lasting)
        return Verdict(
            verdicts.THREAD_LEFT_RUNNING,
            _kind_of_wait(lasting, cycle),
            f"the program is over, but {_names(lasting)} never ends: {waits}",
        )
    if len(cycle) == 1:
        return Verdict(
            verdicts.DEADLOCK,
            "self-deadlock",
            f"{cycle[0].name} waits for a lock that it holds itself",
        )
    if cycle:
        round_trip = ", ".join(
            f"{a.name} waits for {b.name}"
            for a, b in zip(cycle, cycle[1:] + cycle[:1], strict=True)
        )
        kind = "lock cycle" if all(t.op.kind is ACQUIRE for t in cycle) else "wait cycle"
        return Verdict(verdicts.DEADLOCK, kind, f"nobody can go on: {round_trip}")
    return Verdict(
        verdicts.DEADLOCK,
        _kind_of_wait(blocked, cycle),
        "nobody can go on: " + "; ".join(_wait(t) for t in blocked),
    )


def ended(execution: Execution) -> Verdict:
    """The verdict of an execution in which every thread ended."""
    if execution.main.error is None and not execution.lost and MISHAPS.isdisjoint(execution.memory):
        return verdicts.SOUND
    forgotten = never_awaited(execution)
    if forgotten is not None:
        return forgotten
    error = execution.main.error
    lost = _lost(execution)
    if lost is not None and (error is None or error is not lost.error):
        return lost
    if error is None:
        return cut_short(execution) or verdicts.SOUND
    return of_error(error, "")


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
    text = _said(error)
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


_POOL = str(Path("concurrent", "futures", "thread.py"))
_HARNESS = str(Path(__file__).parent)
_STAND_INS = str(Path(__file__).parent / "world")
_WHERE_THREADS_STAND = (
    *(("kernel.py", function) for function in ("step", "access", "block", "spawn", "_begin")),
    ("carrier.py", "run"),
)
_ON_BEHALF = ("_walk", "call")  # they iterate, and call, for the program
_OF_A_LOCAL = ("__getattribute__", "__setattr__", "__delattr__")
_BLUNDERS = (AssertionError, AttributeError, NameError, KeyError, IndexError)


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
    return f" (and of {', '.join(others)}, in one {type(group).__name__})" if others else ""


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
    if module not in ("builtins", "__main__") and module in sys.stdlib_module_names:
        name = f"{module}.{name}"
    return f"{printable(name)}: {text}" if text else printable(name)


def _lost(execution: Execution) -> Verdict | None:
    """The verdict for a thread that died of an exception nobody saw."""
    if not execution.lost:
        return lost_task(execution)
    thread = execution.lost[0]
    assert thread.error is not None
    return of_error(thread.error, thread.name)


def _cycle(blocked: list[VirtualThread]) -> list[VirtualThread]:
    """Threads each of which waits for the next, and the last for the first; empty if none do."""
    for start in blocked:
        path: list[VirtualThread] = []
        thread: VirtualThread | None = start
        while thread is not None and thread not in path:
            path.append(thread)
            thread = holder(thread)
        if thread is not None:
            return path[path.index(thread) :]
    return []


def _kind_of_wait(threads: list[VirtualThread], cycle: list[VirtualThread]) -> str:
    if len(cycle) == 1:
        return "self-deadlock"
    if cycle:
        return "lock cycle"
    workers = [t for t in threads if serves_a_pool(t)]
    if any(t.op.kind is REACQUIRE for t in workers) and all(t.op.kind is not GET for t in workers):
        return "pool deadlock"
    for thread in threads:
        if thread.op.kind is REACQUIRE and (inside := _inside(thread)) is not None:
            return inside[0]
    kinds = {t.op.kind for t in threads}
    if REACQUIRE in kinds:
        return "lost wake-up"
    if GET in kinds:
        return "missing sentinel"
    if DOWN in kinds:
        return "permit leak"
    if AWAIT in kinds:
        return "missed event"
    if ACQUIRE in kinds:
        return "lock never released"
    return "forgotten thread"


def _inside(thread: VirtualThread) -> tuple[str, str] | None:
    """What it means that *thread* waits in the midst of a function of the standard library."""
    frame = thread.greenlet.gr_frame if thread.greenlet is not None else None
    call, _ = library_call(frame or sys._getframe(), set())
    return IN_THE_LIBRARY.get(call)


def serves_a_pool(thread: VirtualThread) -> bool:
    """Whether *thread*, which has not ended, is a worker of a `ThreadPoolExecutor`."""
    frame = thread.greenlet.gr_frame if thread.greenlet is not None else None
    frame = frame or sys._getframe()
    while frame is not None:
        code = frame.f_code
        if code.co_name == "_worker" and code.co_filename.endswith(_POOL):
            return True
        frame = frame.f_back
    return False


def _wait(thread: VirtualThread) -> str:
    what = WAITS_FOR.get(thread.op.kind, "something")
    if thread.op.kind is REACQUIRE and (inside := _inside(thread)) is not None:
        what = inside[1]
    owner = holder(thread)
    if thread.op.kind is JOIN and owner is not None:
        return f"{thread.name} waits for {owner.name} to end"
    if owner is thread:
        return f"{thread.name} waits for {what} that it holds itself"
    if owner is not None:
        state = "has ended without giving it back" if owner.finished else "holds"
        return f"{thread.name} waits for {what} that {owner.name} {state}"
    return f"{thread.name} waits for {what}"


def _names(threads: list[VirtualThread]) -> str:
    return " and ".join(t.name for t in threads)


def innermost(tb: TracebackType | None, files: set[str]) -> tuple[str, int, str] | None:
    """File, line and qualified function of the deepest frame of *tb* that lies in *files*."""
    found = None
    while tb is not None:
        found = _own(tb, files) or found
        tb = tb.tb_next
    return found


def raised_again(tb: TracebackType | None, files: set[str]) -> tuple[str, int, str] | None:
    """As `innermost`, but where the exception was raised last.

    One that was caught elsewhere, such as in another thread, and is raised again, still has the
    frames of its first journey behind those of the last.
    """
    last = tb
    while last is not None and last.tb_next is not None:
        if not is_harness(last.tb_frame.f_code.co_filename) and not _leads_to(last, last.tb_next):
            break
        last = last.tb_next
    beyond = None if last is None else last.tb_next
    found = None
    while tb is not beyond and tb is not None:
        found = _own(tb, files) or found
        tb = tb.tb_next
    return found or innermost(beyond, files)


def _leads_to(tb: TracebackType, deeper: TracebackType) -> bool:
    """Whether the frame of *deeper* was called, however indirectly, by that of *tb*.

    Of a generator or coroutine nobody knows any more, once it has ended.
    """
    frame = deeper.tb_frame
    if frame.f_code.co_flags & _NOT_CALLED:
        return True
    while frame.f_back is not None and frame is not tb.tb_frame:
        frame = frame.f_back
    return frame is tb.tb_frame


def _own(tb: TracebackType, files: set[str]) -> tuple[str, int, str] | None:
    """File, line and qualified function of the first frame of *tb*, if it lies in *files*."""
    code = tb.tb_frame.f_code
    if code.co_filename not in files:
        return None
    return code.co_filename, tb.tb_lineno, code.co_qualname
