"""The pattern in which somebody looks and decides, and acts when that is not so any more."""

from __future__ import annotations

import itertools

from treadle.story.moment import RAISE, Moments
from treadle.story.patterns.accesses import NO_ANSWER, about, find, foreign_write, one_line
from treadle.story.patterns.pattern import (
    Pattern,
    guards,
    is_test,
    overlap,
    same_function,
    seen_as,
    what,
)
from treadle.trace import Event

_LOOKS = 10
"""Reads of a function that are considered for what it acts on."""


def check_then_act(moments: Moments) -> Pattern | None:
    """A looks and decides, B changes what A saw, A acts on it all the same."""
    order = sorted(range(len(moments)), key=lambda i: (moments[i].action != RAISE, i))
    return _acted_on(moments, [i for i in order if moments[i].action in (RAISE, "write")])


def act_in_vain(moments: Moments) -> Pattern | None:
    """The same, where what A does changes nothing any more, for B has done it: `add` to a set."""
    return _acted_on(moments, [i for i, moment in enumerate(moments) if moment.in_vain])


def _acted_on(moments: Moments, acts: list[int]) -> Pattern | None:
    """The same, of what is done at *acts*."""
    for a, act in ((i, moments[i]) for i in acts):
        raised = act.action == RAISE
        if not raised and act.place is None:
            continue
        if raised and _is_on_purpose(act):
            continue
        for r in _looks_before(moments, a):
            read = moments[r]
            if not (is_test(read) or read.value in NO_ANSWER or not read.part):
                continue
            if not raised and not overlap(read, act):
                continue
            if _waited_for_it(moments, r, a):
                continue
            v = foreign_write(moments, r, a, read)
            if v is not None and _was_told_of_it(moments, v, a):
                continue
            if v is None or moments[v].value == read.value:
                if is_test(read):
                    break  # it has looked again since
                continue
            if raised and not _has_to_do_with(moments, a, moments[v]):
                continue
            me, they, x = moments.name(read), moments.name(moments[v]), what(moments[v])
            changed = f"changes it{seen_as(moments[v], 'to')}"
            then = f"runs into {act.value}" if raised else "acts on what it saw before"
            sentence = (
                f"Check-then-act: {me} looks at {what(read)}"
                f"{_found(read)} and decides what to do; then {they} "
                f"{changed if what(read) == x else f'changes {x}'}, and {me} {then}."
            )
            last = r if raised and moments.trace.error_at is None else a
            return Pattern(
                "check-then-act",
                sentence + guards(moments, (r, last), v),
                at=a,
                remark="" if raised else f"acts on what {they} has changed",
                moments=(r, v, a),
                about=about(read, moments[v], act),
            )
    return None


def _looks_before(moments: Moments, act: int) -> list[int]:
    """The last reads before *act* by the function that acts, the latest first."""
    found: list[int] = []
    for r in range(act - 1, -1, -1):
        if moments[r].action == "read" and same_function(moments[r], moments[act]):
            found.append(r)
            if len(found) == _LOOKS:
                break
    return found


def _has_to_do_with(moments: Moments, raised: int, change: Event) -> bool:
    """Whether what is raised at *raised* may come of *change*: if its line uses what that changes.

    Of a line that uses nothing nobody knows.
    """
    uses = list(
        itertools.takewhile(
            lambda m: one_line(m, moments[raised]),
            (m for m in reversed(moments[:raised]) if m.thread == moments[raised].thread),
        )
    )
    uses = [m for m in uses if m.action in ("read", "write")]
    return not uses or any(m.obj == change.obj != 0 for m in uses)


def _is_on_purpose(raised: Event) -> bool:
    """Whether it is the program that raises: what decides on that is what it looks at last."""
    return raised.place is not None and raised.place.source.strip().startswith("raise ")


def _waited_for_it(moments: Moments, look: int, act: int) -> bool:
    """Whether who looks at *look* has waited to be woken since: others were to change it."""
    return any(
        m.thread == moments[look].thread and m.action in ("reacquire", "await") and not m.call
        for m in moments[look + 1 : act]
    )


def _was_told_of_it(moments: Moments, change: int, act: int) -> bool:
    """Whether who changes gives a permit then, of a semaphore it takes none of, and who acts it.

    Who takes one and gives it back keeps others out; who only gives tells them that it is done.
    """
    they, me = moments[change].thread, moments[act].thread
    for u in find(moments, "up", by=they, after=change, before=act):
        told = find(moments, "down", by=me, obj=moments[u].obj, after=u, before=act)
        if told and not find(moments, "down", by=they, obj=moments[u].obj):
            return True
    return False


def _found(read: Event) -> str:
    return f" ({read.value})" if read.value is not None else ""
