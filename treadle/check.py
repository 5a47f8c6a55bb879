"""A check: a test function that is run under every schedule.

`explore` is to schedules what Hypothesis' `given` is to examples: pytest calls the test once, and
the decorator runs it many times. With the fixture `exercise` the learner's module is loaded afresh,
instrumented, for each of them, and the test itself is left as it is. Without it the test's own
module is loaded in the world too, so the test may use plain `threading` and keep its shared state
where it likes.
"""

from __future__ import annotations

import asyncio
import functools
import importlib
import math
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from mmap import mmap
from pathlib import Path
from types import CoroutineType, FunctionType, MethodType, ModuleType
from typing import Any, TypeGuard, TypeVar, overload
from unittest import SkipTest

from treadle import verdict as verdicts
from treadle.beside import each_warning_once
from treadle.blame import out_of_time
from treadle.clocks import ADVERSARIAL, EXACT
from treadle.decorated import refuse, refuse_options
from treadle.ending import Unwind
from treadle.exploration import explore as explore_scenario
from treadle.exploration import replay as replay_scenario
from treadle.own_test import own_test, warn_of_unexplored
from treadle.search.strategies import STRATEGIES
from treadle.settings import SCHEDULES, Settings
from treadle.state import state
from treadle.trials import TIMEOUT_S, StressFailed, plain_module, run_trials
from treadle.verdict import Result, Verdict
from treadle.world import World
from treadle.world.threads import Thread
from treadle.world.whole import run_whole

Function = TypeVar("Function", bound=Callable[..., object])


class CheckFailed(AssertionError):
    """A check failed on some schedule; the text is the story of it.

    Attributes:
        result: what the exploration found.

    """

    def __init__(self, result: Result) -> None:
        super().__init__(result.verdict.message)
        self.result = result

    def __str__(self) -> str:
        """The story, for whoever runs the test without the plugin."""
        from treadle.story import tell

        return "\n" + tell(self.result)


class KitError(Exception):
    """Treadle itself, or a check of the kit, is broken. It is never the learner's fault."""


class Exercise:
    """The learner's module, not yet loaded: what the fixture `exercise` hands to `explore`.

    Args:
        path: the file of the module.

    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.world = _world(path)

    @property
    def name(self) -> str:
        """The name under which the module is imported."""
        return self.path.stem

    def load(self) -> ModuleType:
        """Load the module into the execution under way."""
        module = self.world.load(self.path)
        loaded[0] = 1
        return module

    def plain(self) -> ModuleType:
        """Load the module as Python does, with real threads."""
        module = plain_module(self.path)
        loaded[0] = 1
        return module


@overload
def explore(function: Function) -> Function: ...
@overload
def explore(
    *,
    schedules: int = SCHEDULES,
    strategy: str = "default",
    seed: int = 0,
    clock: str = ADVERSARIAL,
    modules: Sequence[str] = (),
    races: bool = False,
) -> Callable[[Function], Function]: ...
def explore(
    function: Callable[..., object] | None = None,
    *,
    schedules: int = SCHEDULES,
    strategy: str = "default",
    seed: int = 0,
    clock: str = ADVERSARIAL,
    modules: Sequence[str] = (),
    races: bool = False,
) -> Any:
    """Run a test under many schedules; it fails if it fails under one of them.

    Args:
        function: the test, when the decorator is used without arguments.
        schedules: the most executions to run, so that a verdict never depends on the machine.
        strategy: "default", "exhaustive", "random", "pct", "pos" or "surw".
        seed: for the random choices.
        clock: "adversarial" (a sleep may last any time) or "exact" (discrete events).
        modules: modules and packages to instrument besides the test's own.
        races: whether two accesses to a variable, one of them a write, that no synchronisation
            orders are a failure too, even if nothing comes of it: see `treadle.data_race`.

    Raises:
        ValueError: for an unknown strategy or clock, or a budget below 1.
        TypeError: for a budget or a seed that is no number, or modules that are no list of names.
        NotExplorable: (a TypeError) for a class, for what is no function, for a generator, and for
            a test that this, or Hypothesis' `given`, has decorated already.
        CheckFailed: from the test, when a schedule breaks it.

    """
    if strategy not in STRATEGIES:
        raise ValueError(f"strategy must be one of {', '.join(STRATEGIES)}, not {strategy!r}")
    if clock not in (ADVERSARIAL, EXACT):
        raise ValueError(f"clock must be {ADVERSARIAL!r} or {EXACT!r}, not {clock!r}")
    refuse_options(schedules, seed, modules)
    settings = Settings(schedules=schedules, strategy=strategy, seed=seed, clock=clock, races=races)

    def decorate(test: Callable[..., object]) -> Callable[..., object]:
        refuse(test)

        @functools.wraps(test)
        def explored(*args: Any, **kwargs: Any) -> None:
            if state.execution is not None:
                state.execution.stop(NESTED)
            if trials:
                tried = run_trials(
                    lambda: _awaited(test(*map(_plain, args), **_each(_plain, kwargs))),
                    trials,
                    timeout_s=max(TIMEOUT_S, trials * TRIAL_S),
                )
                if tried.failed:
                    raise StressFailed(tried) from tried.error
                return
            prepared = _prepared(test, args, kwargs, modules)
            with each_warning_once():
                if token is not None:
                    result = replay_scenario(*prepared, token, settings)
                else:
                    asked = replace(
                        settings,
                        check_determinism=check_determinism,
                        told=told,
                        limit_s=LIMIT_S if _exercises(args, kwargs) else math.inf,
                    )
                    result = explore_scenario(*prepared, asked)
            warn_of_unexplored(prepared[0], test, modules)
            results.append(result)
            if result.verdict.name == verdicts.KIT_ERROR:
                raise KitError(result.verdict.message) from result.verdict.error
            if _is_skip(result.verdict.error):
                raise result.verdict.error
            if result.verdict.failed:
                raise CheckFailed(result)

        explored.treadle_settings = settings  # type: ignore[attr-defined]
        explored.treadle_test = test  # type: ignore[attr-defined]
        return explored

    return decorate if function is None else decorate(function)


NESTED = Verdict(
    verdicts.EXCEPTION,
    "nested exploration",
    "an explored test cannot be run inside another; put what both do into a function without "
    "@treadle.explore",
)

LIMIT_S = 30.0
"""Of the processor's time: how long the check of an exercise may be explored, see `Settings`."""

trials = 0
"""How often to run each check on real threads instead of exploring it; set by `--trials`."""

TRIAL_S = 1.0
"""Seconds that `--trials` allows a trial, on average."""

check_determinism = False
"""Whether to run every execution twice and compare; set by `--check-determinism`."""

told = True
"""Whether anybody wants to know how a check fails, or only whether."""

shown = True
"""Whether anybody sees the report that pytest makes of a check."""

worlds: dict[Path, World] | None = None
"""The worlds of modules by their files, where they are kept from check to check; a grader does."""

loaded: bytearray | mmap = bytearray(1)
"""One byte, 1 as soon as a module has been loaded to its end.

A grader has it in memory that it shares with the process that runs the check: it sees how far that
had come.
"""

token: str | None = None
"""The schedule to run each check on, alone; set by `--replay`."""

results: list[Result] = []
"""What the checks found, newest last; the plugin takes it from here after each test."""


def _awaited(result: object) -> object:
    """*result*, or what comes of it if it is a coroutine."""
    return run_whole(asyncio, result) if isinstance(result, CoroutineType) else result


def run(*functions: Callable[[], Any]) -> list[Any]:
    """Run *functions* together, each in a thread of its own, and wait for all of them.

    In an exploration the threads are virtual; elsewhere they are real, and released together.

    Returns:
        What the functions returned, in their order.

    Raises:
        The exception that a function raised; an ExceptionGroup if several did.

    """
    outcomes: list[Any] = [None] * len(functions)
    raised: dict[int, BaseException] = {}

    real = state.execution is None
    start = threading.Barrier(len(functions)) if real and functions else None

    def call(position: int, function: Callable[[], Any]) -> None:
        try:
            if start is not None:
                start.wait()
            outcomes[position] = function()
        except Unwind:
            raise
        except BaseException as error:
            if out_of_time(error):
                raise
            raised[position] = error

    make: Any = threading.Thread if real else Thread
    names = _names(functions)
    threads = [
        make(None, call, names[position], (position, function))
        for position, function in enumerate(functions)
    ]
    try:
        for thread in threads:
            thread.start()
    except BaseException:
        if start is not None:
            start.abort()  # so that those that have been started do not wait for the others
        raise
    for thread in threads:
        thread.join()
    if raised:
        errors = [raised[position] for position in sorted(raised)]
        if len(errors) == 1:
            raise errors[0]
        raise BaseExceptionGroup(f"{len(errors)} of {len(functions)} threads raised", errors)
    return outcomes


def module_here(name: str) -> ModuleType:
    """The module *name* as the program under test sees it here: virtual in an exploration."""
    if state.execution is None:
        return importlib.import_module(name)
    world: World = state.execution.memory["world"]
    return world.module(name)


def _names(functions: Sequence[Callable[[], Any]]) -> list[str]:
    """A short name for the thread of each function, all different."""
    plain = []
    for function in functions:
        if type(function) not in (FunctionType, MethodType):
            function = getattr(function, "func", function)  # of a `functools.partial`
        name = getattr(function, "__name__", "thread")
        plain.append("thread" if name.startswith("<") else name)
    # Numbered on over the whole execution, so that no two threads of a story share a name.
    used: dict[str, int] = {}
    if state.execution is not None:
        used = state.execution.memory.setdefault("names", used)
    names = []
    for name in plain:
        used[name] = count = used.get(name, 0) + 1
        alone = count == 1 and plain.count(name) == 1
        names.append(name if alone else f"{name}-{count}")
    return names


def _world(path: Path) -> World:
    """The world of the module in the file *path*."""
    if worlds is None:
        return World(path.parent)
    world = worlds.get(path)
    if world is None:
        world = worlds[path] = World(path.parent)
    world.begin()
    return world


def _exercises(args: tuple[Any, ...], kwargs: dict[str, Any]) -> list[Exercise]:
    """The learner's modules among what a check is given."""
    return [a for a in (*args, *kwargs.values()) if isinstance(a, Exercise)]


def _prepared(
    test: Callable[..., object],
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
    modules: Sequence[str],
) -> tuple[World, Callable[[], object]]:
    """The world of *test*, and what to run in it."""
    exercises = _exercises(args, kwargs)
    if exercises:
        return exercises[0].world, lambda: test(*map(_loaded, args), **_each(_loaded, kwargs))
    return own_test(test, args, kwargs, modules)


def _is_skip(error: BaseException | None) -> TypeGuard[BaseException]:
    """Whether *error* says, as pytest or unittest does, that the test does not count."""
    return isinstance(error, SkipTest) or type(error).__name__ in ("Skipped", "XFailed")


def _loaded(value: Any) -> Any:
    return value.load() if isinstance(value, Exercise) else value


def _plain(value: Any) -> Any:
    return value.plain() if isinstance(value, Exercise) else value


def _each(change: Callable[[Any], Any], kwargs: dict[str, Any]) -> dict[str, Any]:
    return {name: change(value) for name, value in kwargs.items()}
