"""A check that fails speaks of its last part, and of what that uses."""

from __future__ import annotations

from treadle import verdict as verdicts
from treadle.story.moment import Moments
from treadle.story.patterns.failing_part import PAST, failing_part
from treadle.trace import Event, Trace
from treadle.verdict import Verdict

FIRST, SECOND, MADE = 1, 2, 3


def event(thread: int, action: str, obj: int = 0) -> Event:
    return Event(thread, action, "", obj, "", None)


def of_thread(thread: int, obj: int) -> list[Event]:
    return [event(thread, "begin"), event(thread, "write", obj), event(thread, "end")]


def is_past(events: list[Event], error_thread: int = 0) -> list[bool]:
    threads = ["main", "ann", "bob"]
    trace = Trace(threads=threads, events=events, error_thread=error_thread)
    moments = Moments(trace, Verdict(verdicts.WRONG_RESULT, "", ""))
    return [moment.action == PAST for moment in failing_part(moments)]


def test_what_an_earlier_part_did_to_what_is_used_no_more_is_past() -> None:
    events = [*of_thread(1, FIRST), event(0, "write", MADE), *of_thread(2, SECOND)]
    assert is_past(events) == [False, True, False, True, False, False, False]


def test_what_is_used_later_counts() -> None:
    events = [*of_thread(1, FIRST), event(0, "write", FIRST), *of_thread(2, FIRST)]
    assert not any(is_past(events))


def test_one_that_begins_late_is_of_the_same_part() -> None:
    # The main thread does nothing in between, so it had started the second one before.
    assert not any(is_past([*of_thread(1, FIRST), event(0, "join"), *of_thread(2, SECOND)]))


def test_two_at_work_at_the_same_time_are_of_one_part() -> None:
    first, second = of_thread(1, FIRST), of_thread(2, SECOND)
    events = [*first[:2], event(0, "write", MADE), second[0], first[2], *second[1:]]
    assert not any(is_past(events))


def test_where_a_thread_fails_nothing_is_past() -> None:
    events = [*of_thread(1, FIRST), event(0, "write", MADE), *of_thread(2, SECOND)]
    assert not any(is_past(events, error_thread=2))
