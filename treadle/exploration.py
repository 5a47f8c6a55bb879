"""The exploration of a scenario: run it under one schedule after another, and say what came out."""

from __future__ import annotations

import gc
import itertools
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Protocol

from treadle import verdict as verdicts
from treadle.clocks import ADVERSARIAL
from treadle.data_race import first_race, verdict_of
from treadle.determinism import GENERAL, difference, not_deterministic
from treadle.determinism import KIND as NOT_DETERMINISTIC
from treadle.diagnosis import innermost
from treadle.kernel import STEP_LIMIT, Execution, Strategy
from treadle.recorder import Recorder
from treadle.search.default import Default
from treadle.search.exhaustive import Exhaustive, NotDeterministicError
from treadle.search.pct import PCT
from treadle.search.pos import PartialOrderSampling
from treadle.search.random_walk import RandomWalk
from treadle.search.replay import BadTokenError, Replay, Schedule, schedule_of, token
from treadle.search.shorten import shorten
from treadle.search.surw import SURW
from treadle.text import spot
from treadle.trace import Trace
from treadle.verdict import Result, Verdict
from treadle.watchdog import GivenUp, watched
from treadle.world import World

SCHEDULES = 2_000
"""Executions to run if nothing else is said."""

TRIES = 5
"""So often a schedule is run to see where a program that is not deterministic differs."""

_COLLECT_EVERY = 100
_explorations = itertools.count(1)


class Search(Strategy, Protocol):
    """A strategy over many executions."""

    def start(self) -> bool:
        """Prepare the next execution; false if nothing is left to run."""

    def finish(self, execution: Execution) -> None:
        """Learn from *execution*, which is over."""


SAMPLERS: dict[str, Callable[[int], Search]] = {
    "random": RandomWalk,
    "pct": PCT,
    "pos": PartialOrderSampling,
    "surw": SURW,
}
"""The strategies that throw dice, by their names; each takes a seed."""

STRATEGIES = ("default", "exhaustive", *SAMPLERS)


@dataclass(frozen=True, slots=True)
class Settings:
    """How to explore.

    Attributes:
        schedules: the most executions to run.
        strategy: one of `STRATEGIES`.
        seed: for the random choices.
        clock: "adversarial" or "exact", see `treadle.kernel`.
        step_limit: steps after which an execution makes no progress.
        keep_going: whether to go on after a failure, and count them.
        races: whether two accesses that no synchronisation orders are a failure too.
        check_determinism: whether to run every execution twice, and compare what happens.
        told: whether a failure is shortened and its trace recorded, for somebody who wants to read.

    """

    schedules: int = SCHEDULES
    strategy: str = "default"
    seed: int = 0
    clock: str = ADVERSARIAL
    step_limit: int = STEP_LIMIT
    keep_going: bool = False
    races: bool = False
    check_determinism: bool = False
    told: bool = True


@dataclass(slots=True)
class _Tally:
    executions: int = 0
    failures: int = 0
    steps: int = 0
    cut: bool = False
    covered: bool = False
    first: tuple[Verdict, Schedule] | None = None


def explore(world: World, scenario: Callable[[], object], settings: Settings) -> Result:
    """Explore *scenario*, which loads what it needs from *world* and runs it.

    Returns:
        What was found. The failure that is told is the first one, on the simplest schedule that
        shows it.

    """
    begun = time.perf_counter()
    tally = _Tally()
    with _collector_off():
        try:
            found = watched(lambda: _found(world, scenario, settings, tally), world.files)
        except GivenUp as stopped:
            world.forsake()
            tally.failures += 1
            found = (stopped.verdict, stopped.departures, None)
    verdict, schedule, trace = found
    return Result(
        verdict=verdict,
        proved=tally.covered and not tally.cut and not world.made_code,
        schedules=tally.executions,
        failures=tally.failures,
        steps=tally.steps,
        replay="" if not verdict.failed or verdict.kind == NOT_DETERMINISTIC else token(schedule),
        trace=trace,
        seconds=time.perf_counter() - begun,
    )


def replay(world: World, scenario: Callable[[], object], text: str, settings: Settings) -> Result:
    """Run *scenario* on the schedule of the token *text*. Raises `BadTokenError`."""
    begun = time.perf_counter()
    schedule = schedule_of(text)
    steps = 0
    trace = None
    with _collector_off():
        try:
            execution, trace = watched(
                lambda: _recorded(world, scenario, settings, schedule), world.files
            )
        except GivenUp as stopped:
            world.forsake()
            verdict = stopped.verdict
        else:
            assert execution.verdict is not None
            verdict, steps = _named(execution.verdict, trace), len(execution.events)
    return Result(
        verdict=verdict,
        proved=False,
        schedules=1,
        failures=int(verdict.failed),
        steps=steps,
        replay=text,
        trace=trace,
        seconds=time.perf_counter() - begun,
    )


def _found(
    world: World, scenario: Callable[[], object], settings: Settings, tally: _Tally
) -> tuple[Verdict, Schedule, Trace | None]:
    """The first failure, on its simplest schedule; or that there is none."""
    try:
        _search(world, scenario, settings, tally)
    except NotDeterministicError:
        differs = _where_it_differs(world, scenario, settings)
        if differs.message != GENERAL:
            tally.failures += 1
            return differs, (), None
        # It does the same in the same order. What it does hangs on something else that threads
        # share and no step tells of, such as which of them drops an object last.
        tally.cut = True
        _search(world, scenario, replace(settings, strategy="pos"), tally)
    if tally.first is None:
        return Verdict(verdicts.PASSED), (), None
    verdict, schedule = tally.first
    if not settings.told:
        return verdict, schedule, None
    return _told(world, scenario, settings, verdict, schedule)


def _search(
    world: World, scenario: Callable[[], object], settings: Settings, tally: _Tally
) -> None:
    """Run executions until one fails, all is covered, or the budget is spent."""
    search = _strategy(settings)
    while search.start():
        if tally.executions == settings.schedules:
            return
        if _one(world, scenario, settings, search, tally):
            return
        if world.grew:
            # A module was loaded in the middle that makes more accesses worth announcing: the
            # steps of the executions so far are not those of the executions to come.
            world.grew = False
            if settings.strategy not in SAMPLERS:
                search = _strategy(settings)
    tally.covered = True


def _strategy(settings: Settings) -> Search:
    if settings.strategy == "default":
        return Default(settings.seed)
    if settings.strategy == "exhaustive":
        return Exhaustive()
    return SAMPLERS[settings.strategy](settings.seed)


def _one(
    world: World,
    scenario: Callable[[], object],
    settings: Settings,
    search: Search,
    tally: _Tally,
) -> bool:
    """Run one execution; whether it is the last, for it failed."""
    recorder = None
    if settings.check_determinism:
        recorder = Recorder(world.files, races=settings.races)
    execution = _run(world, scenario, settings, search, recorder)
    if recorder is not None:
        _compared(world, scenario, settings, execution, recorder)
    tally.executions += 1
    tally.steps += len(execution.events)
    tally.cut = tally.cut or execution.cut
    assert execution.verdict is not None
    if execution.failed:
        tally.failures += 1
        if tally.first is None:
            tally.first = (execution.verdict, tuple(execution.departures))
        if not settings.keep_going:
            return True
    search.finish(execution)
    execution.release()
    if tally.executions % _COLLECT_EVERY == 0:
        gc.collect(0)
    return False


def _run(
    world: World,
    scenario: Callable[[], object],
    settings: Settings,
    strategy: Strategy,
    recorder: Recorder | None = None,
) -> Execution:
    execution = Execution(
        strategy, clock=settings.clock, step_limit=settings.step_limit, recorder=recorder
    )
    world.run(execution, scenario)
    if settings.races and not execution.failed:
        race = first_race(execution)
        if race is not None:
            execution.verdict = verdict_of(race, execution)
    return execution


def _told(
    world: World,
    scenario: Callable[[], object],
    settings: Settings,
    verdict: Verdict,
    found: Schedule,
) -> tuple[Verdict, Schedule, Trace | None]:
    """The simplest schedule with this verdict, and what happens in it."""
    if verdict.kind == NOT_DETERMINISTIC:
        return verdict, found, None
    if verdict.name == verdicts.TIMEOUT:
        return verdict, found, None  # to run it again would take as long again, and nobody waits
    if isinstance(verdict.error, MemoryError):
        at = innermost(verdict.error.__traceback__, world.files)
        where = f"{spot(at[0], at[1])}: " if at is not None else ""
        message = f"{where}the program asks for more memory than there is (MemoryError)"
        return replace(verdict, message=message), found, None  # once is enough
    schedule = found and shorten(lambda r: _run(world, scenario, settings, r), found, verdict)
    execution, trace = _recorded(world, scenario, settings, schedule)
    if execution.verdict is None or not execution.verdict.same_as(verdict):
        return _where_it_differs(world, scenario, settings, schedule), schedule, None
    return _named(execution.verdict, trace), schedule, trace


def _named(verdict: Verdict, trace: Trace) -> Verdict:
    """*verdict*, its kind being the pattern that *trace* shows, if it shows one."""
    if verdict.name not in (
        verdicts.WRONG_RESULT,
        verdicts.DEADLOCK,
        verdicts.THREAD_LEFT_RUNNING,
        verdicts.NO_PROGRESS,
        verdicts.DATA_RACE,
    ):
        return verdict
    from treadle.story.patterns import recognise

    pattern = recognise(trace, verdict)
    if pattern is None:
        return verdict
    if verdict.name == verdicts.WRONG_RESULT:  # what the assertion says is the program's own
        return replace(verdict, kind=pattern.name)
    return replace(verdict, kind=pattern.name, message=pattern.sentence)


def _compared(
    world: World,
    scenario: Callable[[], object],
    settings: Settings,
    execution: Execution,
    recorder: Recorder,
) -> None:
    """Run *execution* again; if anything differs, that is its verdict."""
    trace, verdict = recorder.finish(execution), execution.verdict
    schedule = tuple(execution.departures)
    assert verdict is not None
    try:
        again, other = _recorded(world, scenario, settings, schedule)
    except BadTokenError:
        execution.verdict = _where_it_differs(world, scenario, settings, schedule)
        return
    assert again.verdict is not None
    reason = difference(trace, other, verdict, again.verdict)
    if reason:
        execution.verdict = not_deterministic(reason)


def _where_it_differs(
    world: World,
    scenario: Callable[[], object],
    settings: Settings,
    schedule: Schedule = (),
) -> Verdict:
    """The verdict on a program that is not deterministic, with the first step that differs."""
    first = None
    for _ in range(TRIES):
        try:
            execution, trace = _recorded(world, scenario, settings, schedule)
        except BadTokenError:  # it has not even got so far
            continue
        assert execution.verdict is not None
        if first is None:
            first = (trace, execution.verdict)
        elif reason := difference(first[0], trace, first[1], execution.verdict):
            return not_deterministic(reason)
    return not_deterministic()


def _recorded(
    world: World, scenario: Callable[[], object], settings: Settings, schedule: Schedule
) -> tuple[Execution, Trace]:
    recorder = Recorder(world.files, races=settings.races)
    execution = _run(world, scenario, settings, Replay(schedule), recorder)
    return execution, recorder.finish(execution)


@contextmanager
def _collector_off() -> Iterator[None]:
    """Keep the garbage collector out, so that finalisers run at the same step every time."""
    was_on = gc.isenabled()
    gc.disable()
    if next(_explorations) % _COLLECT_EVERY == 0:
        gc.collect()  # what earlier explorations have left, which has been frozen since
    gc.freeze()
    try:
        yield
    finally:
        if was_on:
            gc.collect()  # while all that was there before is out of its way
            gc.enable()
        gc.unfreeze()
