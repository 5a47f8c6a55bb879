"""Real time, for what no schedule decides: a call that blocks for real, or never comes to a step.

All virtual threads live in one thread of the operating system. If one of them waits for something
real (a lock made outside the world, a socket, a process) all of them stand still, and no exception
can be raised in the midst of a call of C, at least not on every system. So an exploration runs in a
thread of its own, and the thread that asked for it looks after it: when the one stands still the
other gives it up, says where, and goes on. A thread that is given up is ended as soon as its call
returns, or with the process.

Real time decides nothing else: neither what is explored, nor in which order.
"""

from __future__ import annotations

import contextlib
import contextvars
import ctypes
import queue
import sys
import threading
import time
from collections.abc import Callable
from types import FrameType
from typing import Any, TypeVar

from treadle import verdict as verdicts
from treadle.frames import DEBUGGERS, is_harness, is_library, library_call, place_of
from treadle.state import state
from treadle.text import spot
from treadle.verdict import Verdict

LOOK_S = 0.1
"""How often an exploration is looked after."""

BLOCKED_S = 2.0
"""So long it stands at one place, without using the processor, until it is given up as blocked."""

COMPUTING_S = 30.0
"""So long it may compute without coming to a step, in seconds of the processor's time."""

LAST_S = 30.0
"""So long it may do anything else without coming to a step."""

IDLE_SHARE = 0.05
"""Who uses less of the processor than this waits for something."""


def nobody(limit_s: float) -> None:
    """Nobody ends this process when no look follows."""


rearm: Callable[[float], object] = nobody
"""Is told, before each look and once in the end (0), how much of the processor's time may pass
before the next. A loop in C may hold the interpreter's lock for ever, so that nobody here can look;
a process that runs other people's programs has the system end it then."""

MEMORY_BYTES = 1 << 30
"""By so much the process may grow; then the program gets the MemoryError it would get at last."""

_GOODBYES = 20
"""So often a thread that is given up is asked to end."""

T = TypeVar("T")


class GivenUp(Exception):
    """An exploration stood still for real.

    Attributes:
        verdict: what it is.
        departures: the schedule so far.

    """

    def __init__(self, verdict: Verdict, departures: tuple[tuple[int, int], ...]) -> None:
        super().__init__(verdict.message)
        self.verdict = verdict
        self.departures = departures


class Abandoned(BaseException):
    """Raised in a thread that was given up, in case it ever goes on."""


class _Worker:
    """A real thread that does one piece of work after another.

    It never ends, for a greenlet that is still suspended must not outlive its thread.

    Attributes:
        idle: set when the present piece of work is done; each has an event of its own, so that none
            is taken for the one before it.
        sound: whether nothing was thrown at it, which may come late, in the midst of other work.

    """

    def __init__(self) -> None:
        self._work: queue.SimpleQueue[tuple[Callable[[], None], threading.Event]]
        self._work = queue.SimpleQueue()
        self.idle = threading.Event()
        self.sound = True
        self.thread = threading.Thread(target=self._run, name="treadle", daemon=True)
        self.thread.start()

    def _run(self) -> None:
        while True:
            work, done = self._work.get()
            with contextlib.suppress(Abandoned, MemoryError):
                work()
            while not done.is_set():  # what was thrown may come late
                with contextlib.suppress(Abandoned, MemoryError):
                    done.set()

    def do(self, work: Callable[[], None]) -> None:
        """Begin *work*, which raises nothing; `idle` says when it is done."""
        self.idle = threading.Event()
        self._work.put((work, self.idle))

    def throw(self, error: type[BaseException]) -> None:
        """Raise *error* in the thread, as soon as it is at an instruction of Python."""
        self.sound = False
        ctypes.pythonapi.PyThreadState_SetAsyncExc(
            ctypes.c_ulong(self.thread.ident or 0), ctypes.py_object(error)
        )


_free: list[_Worker] = []
"""Workers that have nothing to do."""

_abandoned: list[_Worker] = []


def still_standing() -> bool:
    """Whether a thread that was given up still stands; the process cannot end as usual then."""
    return not all(worker.idle.is_set() for worker in _abandoned)


def watched(work: Callable[[], T], files: set[str]) -> T:
    """What *work* gives, which is done in a real thread of its own.

    Args:
        work: what to do.
        files: the files of the program under test.

    Raises:
        GivenUp: it stood still.
        What *work* raised.

    """
    outcome: list[tuple[T | None, BaseException | None]] = []

    def run() -> None:
        try:
            outcome.append((work(), None))
        except BaseException as error:
            outcome.append((None, error))

    worker = _free.pop() if _free else _Worker()
    if not worker.thread.is_alive():  # this process was forked
        worker = _Worker()
    context = contextvars.copy_context()
    watch = _Watch(worker, files)
    rearm(COMPUTING_S / 2)
    worker.do(lambda: context.run(run))
    try:
        while not worker.idle.wait(LOOK_S):
            rearm(COMPUTING_S / 2)
            verdict = watch.look()
            if verdict is not None:
                execution = state.execution
                raise GivenUp(verdict, tuple(execution.departures) if execution else ())
    finally:
        rearm(0.0)
        if not worker.idle.is_set():
            _abandon(worker)
        elif worker.sound:
            _free.append(worker)
    value, error = outcome[0]
    if error is not None:
        raise error
    return value  # type: ignore[return-value]


class _Watch:
    """Sees whether a thread gets on."""

    def __init__(self, worker: _Worker, files: set[str]) -> None:
        self._worker = worker
        self._files = files
        self._memory = _memory_bytes()
        self._stood: Any = None  # where it was last seen to move
        self._steps: Any = None
        self._looks = self._busy_looks = 0  # in how many looks it has not moved, or taken no step
        self._used_s = 0.0  # the processor's time then
        self._steps_used_s = time.process_time()  # at the last step

    def look(self) -> Verdict | None:
        """Look at the thread; the verdict if it is to be given up."""
        if _memory_bytes() - self._memory > MEMORY_BYTES:
            self._memory = _memory_bytes()
            self._worker.throw(MemoryError)
        execution = state.execution
        frame = sys._current_frames().get(self._worker.thread.ident or 0)
        if frame is None or (execution is None and not self._is_program(frame)) or _debugged(frame):
            self._stood = self._steps = None
            self._looks = self._busy_looks = 0
            self._steps_used_s = time.process_time()
            return None
        # Without an execution: a `__repr__` or a finaliser of the program, afterwards.
        steps = None if execution is None else (id(execution), len(execution.events))
        rounds = 0 if execution is None else execution.rounds
        stood = (steps, rounds, id(frame), frame.f_lasti)
        if steps != self._steps:
            self._steps, self._busy_looks, self._steps_used_s = steps, 0, time.process_time()
        if stood != self._stood:
            self._stood, self._looks, self._used_s = stood, 0, time.process_time()
        # Looks, not seconds: a machine that sleeps, or has no time for us, proves nothing.
        self._looks += 1
        self._busy_looks += 1
        if self._looks * LOOK_S > BLOCKED_S and not _is_import(frame):
            used = time.process_time() - self._used_s
            if used < IDLE_SHARE * self._looks * LOOK_S:
                return self._blocked(frame)
            self._stood = None
        computed_s = time.process_time() - self._steps_used_s
        if computed_s > COMPUTING_S or self._busy_looks * LOOK_S > max(COMPUTING_S, LAST_S):
            return self._computing(frame)
        return None

    def _is_program(self, frame: FrameType | None) -> bool:
        """Whether code of the program is being run in *frame*, or called it."""
        while frame is not None:
            if frame.f_code.co_filename in self._files:
                return True
            frame = frame.f_back
        return False

    def _blocked(self, frame: FrameType) -> Verdict:
        return Verdict(
            verdicts.UNCONTROLLED_BLOCK,
            "real wait",
            f"{self._who(frame)} waits for something real, which Treadle does not control (a lock "
            "made outside the exploration, a socket, a pipe, another process, a person); "
            "meanwhile no other thread can run",
        )

    def _computing(self, frame: FrameType) -> Verdict:
        return Verdict(
            verdicts.TIMEOUT,
            "endless computation",
            f"{self._who(frame)} computes without end, and comes to nothing that another thread "
            "could see",
        )

    def _who(self, frame: FrameType | None) -> str:
        """Who stands in *frame* and where, as "bank.py:12: `get()`: ann"."""
        execution = state.execution
        name = execution.running.name if execution is not None else "the program"
        own = outside = None
        call, _ = library_call(frame, self._files)
        while frame is not None:
            file = frame.f_code.co_filename
            if file in self._files:
                own = own or frame
            elif not is_harness(file) and not is_library(file):
                outside = outside or frame
            frame = frame.f_back
        found = own or outside
        if found is None:
            return f"{name}, in {call}," if call else name
        place = place_of(found)
        source = " ".join(place.source.split())
        return f"{spot(place.file, place.line)}: {name}, at `{source}`,"


def _abandon(worker: _Worker) -> None:
    """End what *worker* does, if it lets itself be ended, and leave the kernel without it."""
    execution = state.execution
    if execution is not None:
        execution.ending = True
        execution.unchanged = None
        execution.fault = Abandoned()
    for _ in range(_GOODBYES):
        worker.throw(Abandoned)
        if worker.idle.wait(LOOK_S / _GOODBYES):
            break
    _abandoned.append(worker)
    state.execution = None
    state.active = False


def _memory_bytes() -> int:
    """The most memory that this process has had; 0 where nobody tells."""
    try:
        import resource
    except ImportError:
        return 0
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def _is_import(frame: FrameType) -> bool:
    """Whether *frame* reads a module: a slow disk is not the program's fault."""
    return frame.f_code.co_filename.startswith("<frozen importlib")


def _debugged(frame: FrameType | None) -> bool:
    """Whether a person looks at it with a debugger."""
    while frame is not None:
        if frame.f_code.co_filename.endswith(DEBUGGERS):
            return True
        frame = frame.f_back
    return False
