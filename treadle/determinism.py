"""Whether a program does the same if it is run in the same order twice; if not, where it differs.

What brings in chance is virtual in the world as far as it can be (the clocks, the date, `random`,
`uuid`, `id`). What is left (what a module outside keeps) shows as a step that is taken in one run
and not in the other, or that reads or writes something else. The step is where it shows;
the reason is on that line, or before it.
"""

from __future__ import annotations

from itertools import zip_longest

from treadle import verdict as verdicts
from treadle.hooks.leaving import NO_ROOM
from treadle.kernel import Execution
from treadle.recorder import Recorder
from treadle.runner import Runner
from treadle.search.replay import BadTokenError, Schedule
from treadle.text import spot
from treadle.trace import Event, Trace
from treadle.verdict import Verdict

KIND = "not deterministic"

TRIES = 5
"""So often a schedule is run to see where a program that is not deterministic differs."""

GENERAL = (
    "the program does not do the same when it is run in the same order twice; does it use the "
    "time of day, random numbers of the system, id(), or the order of a set?"
)


def not_deterministic(reason: str = "") -> Verdict:
    """The verdict on a program that does as it pleases; *reason* is the first difference."""
    message = f"the program does not do the same when run in the same order twice: {reason}"
    return Verdict(verdicts.EXCEPTION, KIND, message if reason else GENERAL)


def compare(runner: Runner, execution: Execution, recorder: Recorder) -> None:
    """Run *execution*, which *recorder* followed, again; if it differs, that is its verdict.

    When a program comes to the end of the stack, or of the memory, is not its own doing.
    """
    trace, verdict = recorder.finish(execution), execution.verdict
    schedule = tuple(execution.departures)
    assert verdict is not None
    if isinstance(verdict.error, NO_ROOM):
        return
    try:
        again, other = runner.recorded(schedule)
    except BadTokenError:
        execution.verdict = where_it_differs(runner, schedule)
        return
    assert again.verdict is not None
    reason = difference(trace, other, verdict, again.verdict)
    if reason:
        execution.verdict = not_deterministic(reason)


def where_it_differs(runner: Runner, schedule: Schedule = ()) -> Verdict:
    """The verdict on a program that is not deterministic, with the first step that differs."""
    first = None
    for _ in range(TRIES):
        try:
            execution, trace = runner.recorded(schedule)
        except BadTokenError:  # it has not even got so far
            continue
        assert execution.verdict is not None
        if first is None:
            first = (trace, execution.verdict)
        elif reason := difference(first[0], trace, first[1], execution.verdict):
            return not_deterministic(reason)
    return not_deterministic()


def difference(one: Trace, other: Trace, verdict: Verdict, again: Verdict) -> str:
    """The first difference between two runs on one schedule, in words; empty if there is none.

    Args:
        one: what happened in the first.
        other: what happened in the second.
        verdict: how the first ended.
        again: how the second ended.

    """
    for a, b in zip_longest(one.events, other.events):
        if a is None or b is None:
            more, trace = (a, one) if b is None else (b, other)
            assert more is not None
            return f"{_does(more, trace)} in one run, and nothing more is done in the other"
        if _identity(a) != _identity(b):
            return f"{_does(a, one)} in one run, and {_does(b, other)} in the other"
        if a.value != b.value:
            verb = "writes" if a.action == "write" else "reads"
            return (
                f"{_at(a)}{one.threads[a.thread]} {verb} {a.value} in one run and {b.value} in the "
                "other"
            )
    if not verdict.same_as(again):
        return f"one run ends with {_ending(verdict)}, and the other with {_ending(again)}"
    return ""


def _identity(event: Event) -> tuple[object, ...]:
    line = None if event.place is None else (event.place.file, event.place.line)
    return event.thread, event.action, event.obj, event.part, line


def _does(event: Event, trace: Trace) -> str:
    target = f" {event.target or event.part}".rstrip()
    verb = {"read": "reads", "write": "writes"}.get(event.action, f"does '{event.action}' on")
    if event.action in ("begin", "end"):
        verb, target = f"{event.action}s", ""
    return f"{_at(event)}{trace.threads[event.thread]} {verb}{target}"


def _at(event: Event) -> str:
    place = event.place
    return "" if place is None else f"at {spot(place.file, place.line)} "


def _ending(verdict: Verdict) -> str:
    return verdict.raised or verdict.message or verdict.name
