"""The exploration of a scenario: run it under one schedule after another, and say what came out."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from treadle import verdict as verdicts
from treadle.collector import collect, collect_between, collector_off
from treadle.determinism import GENERAL, compare, where_it_differs
from treadle.determinism import KIND as NOT_DETERMINISTIC
from treadle.runner import Runner
from treadle.search.exhaustive import NotDeterministicError
from treadle.search.replay import ANOTHER_PROGRAM, BadTokenError, Schedule, schedule_of, token
from treadle.search.shorten import shorten
from treadle.search.strategies import SAMPLERS, Search, strategy
from treadle.settings import Settings
from treadle.text import spot
from treadle.trace import Trace
from treadle.tracebacks import innermost
from treadle.unproved import BY_CHANCE, THERE_ARE_MORE, unseen_in
from treadle.verdict import Result, Verdict
from treadle.watchdog import GivenUp, watched
from treadle.world import World

_ANEW = 20
"""How often a failure may be left alone, to be come across again when more is announced."""

_SLOW = "slow program"

_NO_SCHEDULE = (NOT_DETERMINISTIC, _SLOW)
"""The kinds of verdict that no schedule shows again."""


@dataclass(slots=True)
class _Tally:
    deadline_s: float
    executions: int = 0
    failures: int = 0
    steps: int = 0
    cut: str = ""  # why not all that is covered can be called proved
    covered: bool = False
    anew: int = 0  # how often a failure was left alone, for the search had to begin anew
    first: tuple[Verdict, Schedule] | None = None


def explore(world: World, scenario: Callable[[], object], settings: Settings) -> Result:
    """Explore *scenario*, which loads what it needs from *world* and runs it.

    Returns:
        What was found. The failure that is told is the first one, on the simplest schedule that
        shows it.

    """
    begun = time.perf_counter()
    tally = _Tally(deadline_s=time.process_time() + settings.limit_s)
    runner = Runner(world, scenario, settings)
    with collector_off():
        try:
            found = watched(lambda: _found(runner, tally), world.files)
        except GivenUp as stopped:
            world.forsake()
            tally.failures += 1
            found = (stopped.verdict, stopped.departures, None)
    verdict, schedule, trace = found
    unproved = tally.cut or world.unseen
    if not tally.covered:
        unproved = BY_CHANCE if settings.strategy in SAMPLERS else THERE_ARE_MORE
    return Result(
        verdict=verdict,
        proved=not unproved,
        unproved="" if verdict.failed else unproved,
        schedules=tally.executions,
        failures=tally.failures,
        steps=tally.steps,
        replay=token(schedule) if verdict.failed and verdict.kind not in _NO_SCHEDULE else "",
        trace=trace,
        seconds=time.perf_counter() - begun,
    )


def replay(world: World, scenario: Callable[[], object], text: str, settings: Settings) -> Result:
    """Run *scenario* on the schedule of the token *text*. Raises `BadTokenError`."""
    begun = time.perf_counter()
    schedule = schedule_of(text)
    steps = 0
    trace = None
    runner = Runner(world, scenario, settings)
    with collector_off():
        try:
            execution, trace = watched(lambda: runner.recorded(schedule), world.files)
            if world.grew:  # the schedule is one of the steps that are known by now
                execution, trace = watched(lambda: runner.recorded(schedule), world.files)
        except GivenUp as stopped:
            world.forsake()
            verdict = stopped.verdict
        else:
            assert execution.verdict is not None
            if schedule and schedule[-1][0] > execution.decisions and not execution.failed:
                raise BadTokenError(ANOTHER_PROGRAM)
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


def _found(runner: Runner, tally: _Tally) -> tuple[Verdict, Schedule, Trace | None]:
    """The first failure, on its simplest schedule; or that there is none."""
    while True:
        verdict, schedule = _first(runner, tally)
        if not verdict.failed or verdict.kind == NOT_DETERMINISTIC or not runner.settings.told:
            return verdict, schedule, None
        anew = tally.anew < _ANEW
        told = _told(runner, verdict, schedule, anew)
        if told is not None:
            return told
        tally.anew += 1
        tally.failures -= 1
        tally.first = None


def _first(runner: Runner, tally: _Tally) -> tuple[Verdict, Schedule]:
    """The first failure, on the schedule on which it was found; or that there is none."""
    try:
        _search(runner, tally)
    except NotDeterministicError:
        differs = where_it_differs(runner)
        if differs.message != GENERAL:
            tally.failures += 1
            return differs, ()
        # It does the same in the same order. What it does hangs on something else that threads
        # share and no step tells of, such as which of them drops an object last.
        tally.cut = "what threads do hangs on something that no step tells of"
        settings = replace(runner.settings, strategy="pos")
        _search(replace(runner, settings=settings), tally)
    return tally.first or (Verdict(verdicts.PASSED), ())


def _search(runner: Runner, tally: _Tally) -> None:
    """Run executions until one fails, all is covered, or the budget is spent."""
    world, settings = runner.world, runner.settings
    search = strategy(settings.strategy, settings.seed)
    while search.start():
        if tally.executions == settings.schedules:
            return
        if tally.executions and time.process_time() > tally.deadline_s:
            tally.failures += 1
            tally.first = (_too_slow(tally, settings), ())
            return
        if _one(runner, search, tally):
            return
        if world.grew:
            # A module was loaded in the middle that makes more accesses worth announcing: the
            # steps of the executions so far are not those of the executions to come.
            world.grew = False
            if settings.strategy not in SAMPLERS:
                search = strategy(settings.strategy, settings.seed)
                tally.cut = ""
    tally.covered = True


def _one(runner: Runner, search: Search, tally: _Tally) -> bool:
    """Run one execution; whether it is the last, for it failed."""
    world = runner.world
    recorder = None
    if runner.settings.check_determinism:
        collect()  # or a finaliser of another execution runs in the midst of this one
        recorder = runner.recorder()
    execution = runner.run(search, recorder)
    if recorder is not None and not world.grew:
        compare(runner, execution, recorder)
    tally.executions += 1
    tally.steps += len(execution.events)
    assert execution.verdict is not None
    if execution.failed and world.grew and tally.anew < _ANEW:
        # Its schedule is one of the steps that were known before it ran. There are more of them
        # now, so it is none any more: the search begins anew, and comes across the same again.
        tally.anew += 1
        tally.executions -= 1
    elif execution.failed:
        tally.failures += 1
        if tally.first is None:
            tally.first = (execution.verdict, tuple(execution.departures))
        if not runner.settings.keep_going:
            return True
    search.finish(execution)
    tally.cut = tally.cut or unseen_in(execution.memory) or execution.cut
    execution.release()
    collect_between(tally.executions)
    return False


def _too_slow(tally: _Tally, settings: Settings) -> Verdict:
    """That no more is explored, for it takes too long."""
    return Verdict(
        verdicts.TIMEOUT,
        _SLOW,
        f"{tally.executions} of {settings.schedules} schedules took {settings.limit_s:g} s of the "
        f"processor's time, at {tally.steps // tally.executions:,} steps each. Something does far "
        "more than it has to: perhaps a loop that looks again and again, where it could be woken",
    )


def _told(
    runner: Runner, verdict: Verdict, found: Schedule, anew: bool
) -> tuple[Verdict, Schedule, Trace | None] | None:
    """The simplest schedule with this verdict, and what happens in it.

    None if more became worth announcing while it was looked for, so that the schedules known so
    far are none any more, and the search may begin *anew*.
    """
    if verdict.name == verdicts.TIMEOUT:
        return verdict, found, None  # to run it again would take as long again, and nobody waits
    if isinstance(verdict.error, MemoryError):
        at = innermost(verdict.error.__traceback__, runner.world.files)
        where = f"{spot(at[0], at[1])}: " if at is not None else ""
        message = f"{where}the program asks for more memory than there is (MemoryError)"
        return replace(verdict, message=message), found, None  # once is enough
    world = runner.world
    world.grew = False
    try:
        schedule = found and shorten(runner.run, found, verdict)
        execution, trace = runner.recorded(schedule)
    except BadTokenError:
        if world.grew and anew:
            return None
        return where_it_differs(runner), (), None
    if execution.verdict is None or not execution.verdict.same_as(verdict):
        if world.grew and anew:
            return None
        return where_it_differs(runner, schedule), schedule, None
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
