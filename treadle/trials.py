"""Repeated trials on real threads: the classic way, for Python itself has the last word."""

from __future__ import annotations

import contextvars
import functools
import inspect
import sys
import sysconfig
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any, TypeVar, overload

from treadle import verdict as verdicts
from treadle.source import read_source

Function = TypeVar("Function", bound=Callable[..., object])

TRIALS = 1_000
"""Trials to run if nothing else is said."""

TIMEOUT_S = 60.0
"""Seconds after which all the trials together are given up, if nothing else is said."""

SWITCH_INTERVAL_S = 1e-6
"""How often the interpreter is asked to switch threads during trials."""

_STDLIB = sysconfig.get_path("stdlib")


@dataclass(frozen=True, slots=True)
class StressResult:
    """What repeated trials on real threads came to.

    Attributes:
        trials: how many were to be run.
        run: how many were begun.
        failed: which of them failed, counted from 1; 0 if none did.
        message: one sentence; empty if none failed.
        error: what the trial, or a thread of it, raised first; None if it is the time that was up.

    """

    trials: int
    run: int
    failed: int = 0
    message: str = ""
    error: BaseException | None = field(default=None, compare=False)


class StressFailed(AssertionError):
    """A trial on real threads failed; what it raised is the cause.

    Attributes:
        result: the trial, and what is to be said of it.
        verdict: the name of the verdict, see `treadle.verdict`.
        message: the sentence.

    """

    def __init__(self, result: StressResult) -> None:
        super().__init__(result.message)
        self.result = result
        self.message = result.message
        wrong = isinstance(result.error, AssertionError)
        failed = verdicts.WRONG_RESULT if wrong else verdicts.EXCEPTION
        self.verdict = failed if result.error is not None else verdicts.TIMEOUT


@overload
def stress(function: Function) -> Function: ...
@overload
def stress(
    *, trials: int = TRIALS, timeout_s: float = TIMEOUT_S
) -> Callable[[Function], Function]: ...
def stress(
    function: Callable[..., object] | None = None,
    *,
    trials: int = TRIALS,
    timeout_s: float = TIMEOUT_S,
) -> Any:
    """Run a test many times on real threads, which switch as often as the interpreter can.

    What `treadle.run` starts in a trial is released together. A trial fails when the test raises,
    or when a thread of it dies of an exception; the first failure ends the trials. They run in a
    thread of their own, so that a trial that hangs can be left behind.

    Args:
        function: the test, when the decorator is used without arguments.
        trials: how many to run.
        timeout_s: seconds after which all of them together are given up.

    Raises:
        ValueError: for less than one trial, or no time, or no end of it.
        TypeError: for what is no number; for a class; for a coroutine function, which has no
            threads, and a generator, of which nothing would run.
        StressFailed: from the test, when a trial fails or the time is up.

    """
    if not isinstance(trials, int):
        raise TypeError(f"trials must be a whole number, not {trials!r}")
    if not isinstance(timeout_s, int | float):
        raise TypeError(f"timeout_s must be a number of seconds, not {timeout_s!r}")
    if trials < 1:
        raise ValueError(f"trials must be at least 1, not {trials}")
    if timeout_s <= 0:
        raise ValueError(f"timeout_s must be more than 0, not {timeout_s}")
    if not timeout_s <= threading.TIMEOUT_MAX:
        raise ValueError(f"timeout_s must come to an end, not {timeout_s}")

    def decorate(test: Callable[..., object]) -> Callable[..., object]:
        if inspect.iscoroutinefunction(test):
            raise TypeError(f"{test.__name__} is a coroutine function; trials are for threads")
        if isinstance(test, type):
            raise TypeError(
                f"{test.__name__} is a class; put @treadle.stress above each test in it, def by def"
            )
        if inspect.isgeneratorfunction(test) or inspect.isasyncgenfunction(test):
            raise TypeError(
                f"{test.__name__} has a yield in it, so to call it runs nothing; take the yield out"
            )

        @functools.wraps(test)
        def stressed(*args: Any, **kwargs: Any) -> None:
            __tracebackhide__ = True
            result = run_trials(lambda: test(*args, **kwargs), trials, timeout_s)
            if result.failed:
                raise StressFailed(result) from result.error

        return stressed

    return decorate if function is None else decorate(function)


def run_trials(trial: Callable[[], object], trials: int, timeout_s: float) -> StressResult:
    """Run *trial* so often on real threads, until one fails or *timeout_s* seconds are over.

    Returns:
        What came out.

    Raises:
        What a trial raises that is no `Exception`, such as pytest's "skipped".

    """
    run = _Run(trial, trials)
    before = set(threading.enumerate())
    context = contextvars.copy_context()
    thread = threading.Thread(target=context.run, args=(run.all_trials,), daemon=True)
    thread.name = "the trial"
    with _restless(), run.watching():
        thread.start()
        try:
            thread.join(timeout_s)
        finally:
            run.stopped = True
    error = run.error
    if error is not None and not isinstance(error, Exception):
        error.add_note(f"This was trial {run.number:,} of {trials:,}.")
        raise error
    if error is not None:
        what = f"{type(error).__name__}: {error}".removesuffix(": ").partition("\n")[0]
        message = f"trial {run.number:,} of {trials:,} failed{run.thread}: {what}"
        return StressResult(trials, run.number, run.number, message, error)
    if thread.is_alive():
        where = _where([t for t in threading.enumerate() if t not in before])
        message = f"{timeout_s:g} s were over in trial {run.number:,} of {trials:,}{where}"
        return StressResult(trials, run.number, run.number, message)
    return StressResult(trials, run.number)


class _Run:
    """Trials under way.

    Attributes:
        number: which trial it is, counted from 1.
        error: what went wrong first.
        thread: in which thread, if not in the trial itself, in words.
        stopped: whether nobody waits for them any more.

    """

    def __init__(self, trial: Callable[[], object], trials: int) -> None:
        self._trial = trial
        self._trials = trials
        self.number = 0
        self.error: BaseException | None = None
        self.thread = ""
        self.stopped = False

    def all_trials(self) -> None:
        """Run them, until one fails."""
        while self.number < self._trials and self.error is None and not self.stopped:
            self.number += 1
            try:
                self._trial()
            except BaseException as error:
                if self.error is None:
                    self.error = error

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Take note of threads that die of an exception."""
        hook = threading.excepthook

        def died(args: threading.ExceptHookArgs) -> None:
            if args.exc_type is not SystemExit and self.error is None:
                name = args.thread.name if args.thread is not None else "a thread"
                self.thread, self.error = f" in {name}", args.exc_value

        threading.excepthook = died
        try:
            yield
        finally:
            threading.excepthook = hook


@contextmanager
def _restless() -> Iterator[None]:
    interval = sys.getswitchinterval()
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    try:
        yield
    finally:
        sys.setswitchinterval(interval)


def _where(threads: list[threading.Thread]) -> str:
    """Where *threads* stand, in words."""
    frames = sys._current_frames()
    stands = []
    for thread in threads:
        frame: FrameType | None = frames.get(thread.ident or 0)
        while frame is not None and not _of_the_program(frame.f_code.co_filename):
            frame = frame.f_back
        if frame is not None:
            file = Path(frame.f_code.co_filename).name
            stands.append(f"{thread.name} stood at {file}:{frame.f_lineno}")
    return f": {', '.join(stands)}" if stands else ""


def _of_the_program(file: str) -> bool:
    return not file.startswith((_STDLIB, str(Path(__file__).parent))) and "<" not in file


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
