"""Patterns in which a thread reads at the wrong moment."""

from __future__ import annotations

import itertools
import re
from collections import deque
from collections.abc import Iterator

from treadle.naming import CHECKS
from treadle.story.moment import Moments
from treadle.story.patterns.accesses import about, accesses, find, one_line
from treadle.story.patterns.pattern import (
    Pattern,
    guards,
    guards_of_two,
    in_the_making,
    is_test,
    overlap,
    same_function,
    seen_as,
    what,
)
from treadle.story.patterns.unfinished import NOTHING, WAITS
from treadle.trace import ERROR, Event

_NEARBY = 8
"""Reads of a thread that have more others between them are not taken to belong together,"""

_FAR = 200
"""nor is a write that is so many steps away from a read."""


def torn_read(moments: Moments) -> Pattern | None:
    """A reads one part and then another, and B changes both, but not on one side of A."""
    earlier: dict[int, deque[int]] = {}
    for r2, second in accesses(moments, "read"):
        nearby = earlier.setdefault(second.thread, deque(maxlen=_NEARBY))
        for r1 in reversed(nearby):
            first = moments[r1]
            if overlap(first, second) or not same_function(first, second):
                continue
            if what(first) == what(second) or _is_within(first, second):
                continue  # a variable, and what is in it, are one part
            if _apart(moments, r1, r2) or _failed_between(moments, r1, r2):
                continue  # so they are not meant to be of one moment
            found = _torn_by(moments, r1, r2)
            if found is None:
                continue
            w1, w2 = found
            me, they = moments.name(first), moments.name(moments[w1])
            x, y = what(first), what(second)
            between = r1 < min(w1, w2) < r2
            if between:
                story = (
                    f"{me} reads {x}{seen_as(first)}, then {they} changes {x} and {y}, "
                    f"then {me} reads {y}{seen_as(second)}: the two do not belong together."
                )
            else:
                done = x if w1 < r1 else y
                story = (
                    f"{me} reads {x}{seen_as(first)} and {y}{seen_as(second)} while {they} "
                    f"is between its two changes: only {done} is new."
                )
            around, other = ((r1, r2), min(w1, w2)) if between else (sorted((w1, w2)), r2)
            return Pattern(
                "torn read",
                f"Torn read: {story}"
                + (
                    guards_of_two(moments, (r1, r2), (w1, w2))
                    or guards(moments, (around[0], around[1]), other)
                ),
                at=r2,
                remark="does not belong to what it read before"
                if between
                else f"{they} is not done yet",
                moments=tuple(sorted({r1, r2, w1, w2})),
                about=about(first, second),
            )
        if second.part:
            nearby.append(r2)
    return None


def half_done(moments: Moments) -> Pattern | None:
    """A reads all of an object of which B has changed one part and not yet another."""
    for r, read in accesses(moments, "read"):
        if read.part or read.alone:
            continue
        for w1, w2 in _changes_around(moments, r, r, read):
            one, two = moments[w1], moments[w2]
            if one.part and two.part and one.part != two.part:
                me, they = moments.name(read), moments.name(one)
                return Pattern(
                    "torn read",
                    f"Torn read: {me} reads {what(read)} while {they} has changed "
                    f"{what(one)} and not yet {what(two)}." + guards(moments, (w1, w2), r),
                    at=r,
                    remark=f"{they} is not done yet",
                    moments=(w1, r, w2),
                    about=about(read),
                )
    return None


def read_before_written(moments: Moments) -> Pattern | None:
    """A reads what B has not written yet, and never looks again."""
    for r, read in accesses(moments, "read"):
        if read.alone or read.value not in NOTHING or is_test(read) or _is_only_called(read):
            continue
        again = find(moments, "read", by=read.thread, to=read, after=r)
        mine = find(moments, "write", by=read.thread, to=read)
        writes = [i for i in find(moments, "write", to=read) if not moments[i].alone]
        if (
            again
            or mine
            or not writes
            or writes[0] < r
            or set(read.held) & set(moments[writes[0]].held)
        ):
            continue
        if find(moments, "end", by=read.thread, after=r, before=writes[0]):
            continue  # who writes may have waited until the reader was done
        first = moments[writes[0]]
        me, they, x = moments.name(read), moments.name(first), what(read)
        return Pattern(
            "early read",
            f"Early read: {me} reads {x}{seen_as(read)} before {they} "
            f"{'changes' if not read.part else 'writes'} it; nothing makes it wait.",
            at=r,
            remark=f"{they} has not written it",
            moments=(r, writes[0]),
            about=about(read),
        )
    return None


def _is_only_called(read: Event) -> bool:
    """Whether the line calls a method of what is read, or stores in it: its value is of no use."""
    source = "" if read.place is None else read.place.source
    name = re.escape(what(read).rpartition(".")[2])
    return re.search(rf"(?<!\w){name}(\.\w+\(|\[[^\]]*\]\s*=[^=])", source) is not None


def _is_within(a: Event, b: Event) -> bool:
    """Whether one is of a variable, and the other of all that is in it."""
    names = [what(read).rpartition(".")[2] for read in (a, b)]
    return names[0] == names[1] and not (a.part and b.part)


def _apart(moments: Moments, start: int, end: int) -> bool:
    """Whether the thread of *start* has waited for others to come so far before *end*.

    To wait for a lock, or to sleep, is no such thing: that others come so far is not sure. But it
    is, if the check lets others go on in between.
    """
    me = moments[start].thread
    mine = [m for m in moments[start + 1 : end] if m.thread == me]
    return any(
        (m.value if m.action == "suspend" else m.action) in WAITS
        or (m.action in ("set", "up") and m.target.startswith(CHECKS))
        for m in mine
    )


def _failed_between(moments: Moments, start: int, end: int) -> bool:
    """Whether the line of *start* raised something before *end*: what it read was of no use."""
    first = moments[start]
    return any(
        m.action == ERROR and m.thread == first.thread and one_line(m, first)
        for m in moments[start + 1 : end]
    )


def _torn_by(moments: Moments, r1: int, r2: int) -> tuple[int, int] | None:
    """Writes of one thread to what is read at *r1* and at *r2*, on different sides of them."""
    first, second = moments[r1], moments[r2]
    if any(m.action == "write" and m.thread == first.thread for m in moments[r1:r2]):
        return None
    for one, other in _changes_around(moments, r1, r2, first, second):
        for w1, w2 in ((one, other), (other, one)):
            astride = (w1 < r1) != (w2 < r2)
            if (
                astride
                and overlap(moments[w1], first)
                and overlap(moments[w2], second)
                and not _is_own(moments, w1, r1)
                and not _is_own(moments, w2, r2)
            ):
                return w1, w2
    return None


def _is_own(moments: Moments, write: int, read: int) -> bool:
    """Whether who reads at *read* has written there itself since *write*."""
    return bool(
        find(moments, "write", by=moments[read].thread, to=moments[read], after=write, before=read)
    )


def _changes_around(
    moments: Moments, start: int, end: int, *reads: Event
) -> Iterator[tuple[int, int]]:
    """Writes of one other thread to what is read, each with the next one, around or between."""

    def concerns(i: int) -> bool:
        moment = moments[i]
        return (
            moment.action == "write"
            and moment.thread != reads[0].thread
            and not in_the_making(moment)
            and any(overlap(moment, read) for read in reads)
        )

    writes: dict[int, list[int]] = {}
    for i in range(start - 1, max(start - _FAR, 0) - 1, -1):
        if concerns(i) and moments[i].thread not in writes:
            writes[moments[i].thread] = [i]
    for i in range(start, end):
        if concerns(i):
            writes.setdefault(moments[i].thread, []).append(i)
    done = set()
    for i in range(end, min(end + _FAR, len(moments))):
        if concerns(i) and moments[i].thread not in done:
            done.add(moments[i].thread)
            writes.setdefault(moments[i].thread, []).append(i)
    for thread in sorted(writes):
        yield from itertools.pairwise(writes[thread])
