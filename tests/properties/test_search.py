"""The exhaustive search against brute force, on random small programs.

Every order of the steps of a program is run, and the orders are sorted into traces. The search must
run exactly one execution of each trace, and none that it has to break off.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest

from treadle.clocks import ADVERSARIAL, EXACT
from treadle.kernel import Execution
from treadle.operation import BEGIN, END, JOIN
from treadle.search.exhaustive import Exhaustive, NotDeterministicError
from treadle.search.order import Order
from treadle.search.races import Races

from .brute_force import EveryOrder, may_time_out, trace_of
from .small_programs import Program, Run
from .writer import Writer

MOST_ORDERS = 120
"""Programs with more orders than this are passed over: brute force is slow."""

Runs = list[tuple[Run, Execution]]


@pytest.fixture(autouse=True)
def _nobody_spins_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """When nobody is left who could help a thread that spins, give up at once."""
    monkeypatch.setattr("treadle.passing_time.SPIN_LIMIT", 0)


class TooManyOrders(Exception):
    """Brute force would take too long."""


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
        # The first order has few choices: the rest has at least about five times as many.
        if len(found) > MOST_ORDERS or (
            len(found) == 1
            and isinstance(strategy, EveryOrder)
            and strategy.guess() > MOST_ORDERS / 5
        ):
            raise TooManyOrders
    return found


def every_order(program: Program, clock: str) -> Runs:
    """All orders of *program*, except for what cannot matter."""
    hasty = {BEGIN, JOIN} if program.ends_matter else {BEGIN, JOIN, END}
    return executions(EveryOrder(frozenset(hasty)), program, clock)


def compare(program: Program, clock: str = ADVERSARIAL) -> bool:
    """Assert that the search does what brute force does, once for each trace.

    False if that says little: there is only one trace, or the search has to leave some out.
    """
    every = every_order(program, clock)
    if any(execution.cut for _, execution in every):
        return False
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
    return len(wanted) > 1


def finds_a_failure(program: Program) -> bool:
    """Assert that the search finds a failure if brute force does."""
    fails = any(execution.broken_off for _, execution in every_order(program, ADVERSARIAL))
    found = executions(Exhaustive(), program, ADVERSARIAL)
    assert fails == any(execution.broken_off for _, execution in found)
    return True


def check(
    assertion: Callable[[Program], bool], programs: int, first: int = 0, **kinds: Any
) -> None:
    """Make *assertion* of so many *programs*, the same ones every time."""
    number, last = first, first + 100 * programs
    while programs:
        assert number < last, "hardly any program has anything to compare"
        program = Writer(number, **kinds).program()
        with suppress(TooManyOrders):
            programs -= assertion(program)
        number += 1


EACH = 250
"""Programs that one test compares."""

KINDS: dict[str, tuple[int, str, dict[str, Any]]] = {
    "no timeouts": (10, ADVERSARIAL, {"longest": 4}),
    "several at once": (1, ADVERSARIAL, {"also": "several"}),
    "timeouts": (3, ADVERSARIAL, {"timed": True}),
    "daemons": (2, ADVERSARIAL, {"daemons": True, "longest": 2}),
    "exact clock": (4, EXACT, {"timed": True}),
    "exact, daemons": (2, EXACT, {"timed": True, "daemons": True, "longest": 2}),
}
"""How many tests there are of a kind of programs, and the kind."""


@pytest.mark.parametrize(
    ("kind", "share"), [(kind, share) for kind in KINDS for share in range(KINDS[kind][0])]
)
def test_one_execution_for_each_trace(kind: str, share: int) -> None:
    _, clock, kinds = KINDS[kind]
    check(lambda program: compare(program, clock), EACH, share * 100_000, **kinds)


def test_a_failure_is_found_if_there_is_one() -> None:
    check(finds_a_failure, 60, also="fail")


def test_the_programs_do_all_there_is_to_do() -> None:
    also = ("fail", "several")
    text = "".join(repr(Writer(n, timed=True, also=also[n % 2]).program()) for n in range(500))
    assert {n for n in dir(Run) if n.startswith("do_") and repr(n[3:]) not in text} == set()


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
        pytest.param(Order, "source", lambda *_: 0, False, id="forgets who gave what is taken"),
        pytest.param(Order, "_touch", lambda *_: None, False, id="sees half of what a step does"),
    ],
)
def test_the_comparison_shows_a_search_that(
    part: type, name: str, stand_in: Any, timed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(part, name, stand_in)
    with pytest.raises((AssertionError, NotDeterministicError)):
        check(compare, 300, timed=timed, also="several" if name == "_touch" else None)
