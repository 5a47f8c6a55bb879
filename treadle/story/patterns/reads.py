"""Patterns in which a thread reads at the wrong moment."""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Iterator

from treadle.story.moment import SYNC, Moments, ends_with, where
from treadle.story.patterns.accesses import about, accesses, one_line
from treadle.story.patterns.pattern import (
    Pattern,
    guards,
    guards_of_two,
    in_the_making,
    is_test,
    listed,
    overlap,
    same_function,
    seen_as,
    what,
)
from treadle.trace import ERROR, Event
from treadle.verdict import EXCEPTION

_NEARBY = 8
"""Reads of a thread that have more others between them are not taken to belong together,"""

_FAR = 200
"""nor is a write that is so many steps away from a read."""

_FOR_OTHERS = frozenset({"await", "future", "get", "join", "reacquire"})
"""What a thread does to wait for what others do."""


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
            if _waited_between(moments, r1, r2) or _failed_between(moments, r1, r2):
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


def cut_short(moments: Moments) -> Pattern | None:
    """The program is over, and a daemon had more to do."""
    trace = moments.trace
    late = _at_work(moments)
    if not trace.over or trace.error_thread != 0 or not late or not trace.daemons.issuperset(late):
        return None
    last = [i for i, m in enumerate(moments) if m.thread in late and m.place is not None]
    at = last[-1] if last else max((i for i, m in enumerate(moments) if m.place), default=0)
    they = listed([moments.name(t) for t in late])
    have = f"{'have' if len(late) > 1 else 'has'} not {_how_far(moments, late)}"
    impatient = _impatient(moments)
    waits = "nobody waits for a daemon"
    if impatient:
        at = impatient[-1]
        waits = f"{moments.name(moments[at])} waits only for so long ({where(moments[at].place)})"
    daemons = "daemons" if len(late) > 1 else "a daemon"
    return Pattern(
        "cut short",
        f"Cut short: the program is over, and {they}, {daemons}, {have}; {waits}.",
        at=at,
        remark=f"{they} {have}",
        moments=(at,),
    )


def _impatient(moments: Moments) -> list[int]:
    """Where a thread gives up waiting for another one to end."""
    found = [i for i, m in enumerate(moments) if m.action == "timeout" and m.value == "join"]
    return [i for i in found if moments[i].place is not None]


def _how_far(moments: Moments, late: list[int]) -> str:
    """What none of the threads *late* has done yet."""
    return "finished" if any(m.thread in late for m in moments) else "begun"


def _at_work(moments: Moments) -> list[int]:
    """The threads that have not ended and do not wait for work."""
    trace = moments.trace
    started = range(1, len(trace.threads))
    late = [t for t in started if not moments.ended(t) and t not in trace.idle]
    return [t for t in late if not _has_done_its_task(moments, t)]


def _has_done_its_task(moments: Moments, thread: int) -> bool:
    """Whether the thread is a worker of a pool that has handed in the result of its last task."""
    mine = [m for m in moments if m.thread == thread and m.call == "_worker"]
    taken = [i for i, m in enumerate(mine) if m.action == "get"]
    return bool(taken) and any(m.action in ("notify", "up") for m in mine[taken[-1] :])


def early_read(moments: Moments) -> Pattern | None:
    """The main thread goes on to the end, and a thread that it started has not finished."""
    trace = moments.trace
    late = _at_work(moments)
    mine = [i for i, m in enumerate(moments) if m.thread == 0 and m.place and not m.alone]
    if trace.error_thread != 0 or not late or not mine:
        return None
    if moments.verdict.name == EXCEPTION and not any(moments[i].action == "read" for i in mine):
        return None  # it did not come of what it read
    have = f"{'have' if len(late) > 1 else 'has'} {_how_far(moments, late)}"
    remark = f"{have.replace(' ', ' not ')}"
    me, they = moments.name(0), listed([moments.name(t) for t in late])
    impatient = _impatient(moments)
    reads = [i for i in mine if moments[i].action == "read" and _is_data(moments, moments[i])]
    if impatient:
        at = impatient[-1]
        who = moments.name(moments[at])
        sentence = f"{who} waits only for so long, and goes on before {they} {have}."
    elif reads:
        at = reads[-1]
        looks = f"reads {what(moments[at])}{seen_as(moments[at])}"
        sentence = f"{me} {looks} before {they} {have}; nothing makes it wait."
    elif moments.verdict.name == EXCEPTION:
        return None
    else:
        if any(m.thread == 0 and m.waited and m.action != "join" for m in moments[mine[-1] :]):
            return None  # the check has let others go on since
        done = [i for i, m in enumerate(moments) if m.thread in late and m.place is not None]
        joins = any(moments[i].call == "Queue.join" for i in mine)
        if joins and len(late) == 1 and done and moments[done[-1]].call == "Queue.task_done":
            return _reported_early(moments, done[-1])
        sentence = f"{me} goes on to its end, and {they} {remark}."
        told = [i for i in mine if not in_the_making(moments[i]) and not ends_with(moments[i])]
        at = (told or mine)[-1]
        return Pattern(
            "not waited for", f"Not waited for: {sentence}", at, f"{they} {remark}", (at,)
        )
    key = (at, *(i for i in reads if i > at))
    return Pattern("early read", f"Early read: {sentence}", at, f"{they} {remark}", key)


def _reported_early(moments: Moments, at: int) -> Pattern:
    """A waits until all tasks are reported done, as B does at *at*, and B has not finished."""
    they, x = moments.name(moments[at]), moments[at].target
    sentence = (
        f"{moments.name(0)} waits only until each task of {x} is reported done; {they} reports "
        f"its task done at {where(moments[at].place)}, and what {they} does after that may come "
        "too late."
    )
    remark = "from here on nobody waits for it"
    return Pattern("not waited for", f"Not waited for: {sentence}", at, remark, (at,))


def _is_data(moments: Moments, read: Event) -> bool:
    """Whether *read* is of something that is worked out, not of what the threads work with."""
    tools = {m.target for m in moments if m.action in SYNC}
    tools.update(moments.trace.threads)
    looks = (
        is_test(read)
        and read.place is not None
        and not read.place.source.strip().startswith("return")
    )
    return bool(read.part) and read.value not in tools and not looks


_NOTHING = ("None", "0", "0.0", "False", "''", "[]", "{}", "()", "set()", "deque([])")
"""Values that something has before it is written."""


def read_before_written(moments: Moments) -> Pattern | None:
    """A reads what B has not written yet, and never looks again."""
    for r, read in accesses(moments, "read"):
        if read.alone or read.value not in _NOTHING or is_test(read):
            continue
        others = [
            (i, m)
            for i, m in enumerate(moments)
            if i != r and m.action in ("read", "write") and overlap(m, read)
        ]
        mine = any(m.thread == read.thread and (i > r or m.action == "write") for i, m in others)
        writes = [i for i, m in others if m.action == "write" and not m.alone]
        if mine or not writes or writes[0] < r or set(read.held) & set(moments[writes[0]].held):
            continue
        if any(m.action == "end" and m.thread == read.thread for m in moments[r : writes[0]]):
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


def _is_within(a: Event, b: Event) -> bool:
    """Whether one is of a variable, and the other of all that is in it."""
    names = [what(read).rpartition(".")[2] for read in (a, b)]
    return names[0] == names[1] and not (a.part and b.part)


def _waited_between(moments: Moments, start: int, end: int) -> bool:
    """Whether the thread of *start* has waited for others to come so far before *end*.

    To wait for a lock, or to sleep, is no such thing: that others come so far is not sure.
    """
    me = moments[start].thread
    mine = [m for m in moments[start + 1 : end] if m.thread == me]
    return any(
        m.value in _FOR_OTHERS if m.action == "suspend" else m.action in _FOR_OTHERS for m in mine
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
            if astride and overlap(moments[w1], first) and overlap(moments[w2], second):
                return w1, w2
    return None


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
