"""A story can be told of whatever may happen, within the width that there is."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from treadle import operation
from treadle import verdict as verdicts
from treadle.operation import Kind
from treadle.story import as_json, tell
from treadle.trace import Blocked, Event, Place, Trace
from treadle.verdict import Result, Verdict

ACTIONS = sorted(k.name for k in vars(operation).values() if isinstance(k, Kind))
LINES = (
    "if self.value is None:",
    "with self._lock:",
    "    self.value = value + 1",
    "for item in self.items:  # a comment that is longer than any column can be",
    "while not 終了: pass",
    "return self.a, self.b",
    "",
)
CALLS = ("", "", "Queue.get", "Queue.put", "Barrier.wait", "_worker", "Future.result")
KINDS = ("", "exception in a thread", "endless loop", "too many steps", "spinning")

threads = st.integers(0, 3)
places = st.none() | st.builds(
    lambda file, line, function: Place(f"/home/ann/{file}", line + 1, LINES[line], function),
    st.sampled_from(("bank.py", "shop.py")),
    st.integers(0, len(LINES) - 1),
    st.sampled_from(("Bank.pay", "main")),
)
words = st.sampled_from(("", "value", "lock", "a.very.long.name.indeed_really", "口座"))
events = st.builds(
    Event,
    thread=threads,
    action=st.sampled_from(ACTIONS),
    target=words,
    obj=st.integers(0, 3),
    part=st.sampled_from(("", "value", "['ann']", "[0]")),
    place=places,
    value=st.none() | st.sampled_from(("0", "1", "None", "'" + "x" * 38 + "'", "taken", "join")),
    held=st.sampled_from(((), ("lock",), ("lock", "other"))),
    call=st.sampled_from(CALLS),
    waited=st.booleans(),
    alone=st.booleans(),
    woken=st.integers(0, 2),
    within=st.sampled_from(("", "Bank.pay")),
)
blocked = st.builds(
    Blocked,
    thread=threads,
    action=st.sampled_from(ACTIONS),
    target=words,
    place=places,
    holder=st.none() | threads,
    owned_at=places,
    obj=st.integers(0, 3),
    call=st.sampled_from(CALLS),
)
traces = st.builds(
    Trace,
    threads=st.just(["main", "Thread-1 (pay)", "a thread with quite a long name", "b"]),
    events=st.lists(events, max_size=60),
    blocked=st.lists(blocked, max_size=3, unique_by=lambda b: b.thread),
    error_place=places,
    error_thread=st.none() | threads,
)
failures = st.builds(
    Verdict,
    st.sampled_from([v for v in verdicts.VERDICTS if v != verdicts.PASSED]),
    st.sampled_from(KINDS),
    st.just("it is 1, not 2"),
    st.none() | st.just(KeyError("ann")) | st.just(AssertionError()),
)


@settings(max_examples=400, deadline=None)
@given(traces, failures, st.sampled_from((10, 40, 61, 80, 120)))
def test_any_trace_can_be_told(trace: Trace, verdict: Verdict, width: int) -> None:
    result = Result(verdict, False, 1, 1, 1, replay="7", trace=trace)
    text = tell(result, width=width, ascii_only=True)
    assert max(map(len, text.splitlines())) <= max(width, 40)
    assert text == tell(result, width=width, ascii_only=True), "the same story twice"
    assert "/home" not in text + json.dumps(as_json(result))


def test_a_verdict_without_a_trace_can_be_told() -> None:
    verdict = Verdict(verdicts.EXCEPTION, "syntax error", "race.py:3 is not Python: invalid syntax")
    assert tell(Result(verdict, False, 1, 1, 1)) == f"{verdict.message}\n"
