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
from treadle.search.exhaustive import Exhaustive

from .brute_force import EveryOrder, may_time_out, trace_of
from .small_programs import Program, Run, programs

MOST_ORDERS = 400
"""Programs with more orders than this are passed over: brute force is slow."""


def executions(strategy: Any, program: Program, clock: str) -> list[tuple[Run, Execution]]:
    """All that *strategy* runs of *program*."""
    found = []
    while strategy.start():
        run = Run(program)
        execution = Execution(strategy, clock=clock, step_limit=300)
        execution.run(run.scenario)
        if isinstance(strategy, Exhaustive):
            strategy.finish(execution)
        found.append((run, execution))
        assume(len(found) <= MOST_ORDERS)
    return found


def compare(program: Program, clock: str) -> None:
    """Assert that the search does what brute force does, once for each trace."""
    hasty = {BEGIN, JOIN} if program.ends_matter else {BEGIN, JOIN, END}
    every = executions(EveryOrder(frozenset(hasty)), program, clock)
    assume(not any(execution.cut for _, execution in every))
    ordered = any(may_time_out(execution) for _, execution in every)
    wanted = {trace_of(e, ordered): run.outcome(e) for run, e in every}
    found = executions(Exhaustive(), program, clock)
    assert not any(execution.covered for _, execution in found)
    traces = [trace_of(execution, ordered) for _, execution in found]
    assert len(traces) == len(set(traces))
    assert {t: run.outcome(e) for t, (run, e) in zip(traces, found, strict=True)} == wanted


def checked(timed: bool, clock: str, examples: int) -> Callable[[], None]:
    @settings(
        max_examples=examples,
        database=None,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
    @given(programs(timed=timed, daemons=False, longest=3))
    def check(program: Program) -> None:
        compare(program, clock)

    return check


@pytest.mark.parametrize("clock", [ADVERSARIAL, EXACT])
@pytest.mark.parametrize("timed", [False, True], ids=["no timeouts", "timeouts"])
def test_one_execution_for_each_trace(
    timed: bool, clock: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A thread that spins when nobody is left to help it is not let go on: brute force would go on
    # for ever.
    monkeypatch.setattr("treadle.kernel.SPIN_LIMIT", 0)
    checked(timed, clock, 60)()


def test_the_comparison_can_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    """A search that forgets what is pending at the end misses traces, and this shows."""
    monkeypatch.setattr("treadle.kernel.SPIN_LIMIT", 0)
    monkeypatch.setattr("treadle.search.races.Races.pending", lambda self, end: iter(()))
    with pytest.raises(AssertionError):
        checked(False, ADVERSARIAL, 120)()
