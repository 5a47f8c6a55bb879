"""The exhaustive search against brute force, on random small programs.

Every order of the steps of a program is run, and the orders are sorted into traces. The search must
run exactly one execution of each trace, and none that it has to break off.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings

from treadle.clocks import ADVERSARIAL, EXACT
from treadle.kernel import Execution
from treadle.operation import BEGIN, END, JOIN
from treadle.search.exhaustive import Exhaustive, NotDeterministicError
from treadle.search.order import Order
from treadle.search.races import Races

from .brute_force import EveryOrder, may_time_out, trace_of
from .small_programs import Program, Run, programs

MOST_ORDERS = 500
"""Programs with more orders than this are passed over: brute force is slow."""

Runs = list[tuple[Run, Execution]]


@pytest.fixture(autouse=True)
def _nobody_spins_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """When nobody is left who could help a thread that spins, give up at once."""
    monkeypatch.setattr("treadle.kernel.SPIN_LIMIT", 0)


def executions(strategy: Any, program: Program, clock: str) -> Runs:
    """All that *strategy* runs of *program*."""
    found: Runs = []
    while strategy.start():
        run = Run(program)
        execution = Execution(strategy, clock=clock, step_limit=300)
        execution.run(run.scenario)
        if isinstance(strategy, Exhaustive):
            strategy.finish(execution)
        found.append((run, execution))
        assume(len(found) <= MOST_ORDERS)
        # The first order has few choices: the rest has at least about five times as many.
        assume(
            len(found) > 1 or isinstance(strategy, Exhaustive) or strategy.guess() < MOST_ORDERS / 5
        )
    return found


def every_order(program: Program, clock: str) -> Runs:
    """All orders of *program*, except for what cannot matter."""
    hasty = {BEGIN, JOIN} if program.ends_matter else {BEGIN, JOIN, END}
    return executions(EveryOrder(frozenset(hasty)), program, clock)


def compare(program: Program, clock: str) -> None:
    """Assert that the search does what brute force does, once for each trace."""
    every = every_order(program, clock)
    assume(not any(execution.cut for _, execution in every))
    ordered = any(may_time_out(execution) for _, execution in every)
    wanted: dict[Any, Any] = {}
    for run, execution in every:
        outcome = run.outcome(execution)
        assert wanted.setdefault(trace_of(execution, ordered), outcome) == outcome
    found = executions(Exhaustive(), program, clock)
    assert not any(execution.covered for _, execution in found)
    traces = [trace_of(execution, ordered) for _, execution in found]
    assert len(traces) == len(set(traces))
    assert {t: run.outcome(e) for t, (run, e) in zip(traces, found, strict=True)} == wanted


def check(examples: int, assertion: Callable[[Program], None], **kinds: Any) -> None:
    """Make *assertion* of as many programs as *examples* says, the same ones every time."""

    @settings(
        max_examples=examples,
        database=None,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
    @given(programs(**kinds))
    def each(program: Program) -> None:
        assertion(program)

    each()


@pytest.mark.parametrize(
    ("examples", "clock", "kinds"),
    [
        pytest.param(120, ADVERSARIAL, {"longest": 4}, id="no timeouts"),
        pytest.param(100, ADVERSARIAL, {"timed": True}, id="timeouts"),
        pytest.param(40, ADVERSARIAL, {"daemons": True, "longest": 2}, id="daemons"),
        pytest.param(100, EXACT, {"timed": True}, id="exact clock"),
        pytest.param(
            40, EXACT, {"timed": True, "daemons": True, "longest": 2}, id="exact, daemons"
        ),
    ],
)
def test_one_execution_for_each_trace(examples: int, clock: str, kinds: dict[str, Any]) -> None:
    check(examples, lambda program: compare(program, clock), **kinds)


def test_a_failure_is_found_if_there_is_one() -> None:
    def finds_it(program: Program) -> None:
        fails = any(execution.broken_off for _, execution in every_order(program, ADVERSARIAL))
        found = executions(Exhaustive(), program, ADVERSARIAL)
        assert fails == any(execution.broken_off for _, execution in found)

    check(60, finds_it, also=("fail",))


def no_races(*_: Any) -> Any:
    return iter(())


@pytest.mark.parametrize(
    ("part", "name", "stand_in", "timed"),
    [
        pytest.param(Races, "pending", no_races, False, id="forgets who stands still"),
        pytest.param(Races, "timeouts", no_races, True, id="forgets timeouts"),
        pytest.param(Races, "_without", lambda _, i, w: w.normal, False, id="thinks nobody waits"),
        pytest.param(Order, "depend", lambda *_: True, False, id="lets nobody sleep"),
        pytest.param(Order, "unaffected", lambda *_: 0, True, id="leaves out what is unaffected"),
    ],
)
def test_the_comparison_shows_a_search_that(
    part: type, name: str, stand_in: Any, timed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(part, name, stand_in)
    with pytest.raises((AssertionError, NotDeterministicError)):
        check(200, lambda program: compare(program, ADVERSARIAL), timed=timed)
