"""Patterns of threads that wait to be notified of a condition, and are not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from treadle.story.moment import Moments, where
from treadle.story.patterns.accesses import about, find, foreign_write, last_before, one_line
from treadle.story.patterns.looks import has_changed, in_the_end, is_woken, last_look, told
from treadle.story.patterns.pattern import (
    Pattern,
    is_test,
    overlap,
    same_function,
    seen_as,
    waiting,
    what,
)
from treadle.trace import ERROR, Blocked, Event

IN_VAIN = "waits in vain"
"""The name of the pattern of a wait of which no cause is known."""

_MISSING = "missing notification"
_LOST = "lost wake-up"


def not_notified(moments: Moments, one: Blocked, here: int) -> Pattern:
    """A is to be notified, and nobody does, or somebody did before A waited."""
    me, x = moments.name(one.thread), one.target
    if len(moments.trace.threads) == 1:
        sentence = (
            f"{me} is the only thread there is, and waits to be notified of {x}; so what it waits "
            "for has to be true when it comes here."
        )
        ended = _ended_before(moments, one, here)
        if ended:
            error = moments[ended[0]]
            sentence += (
                f" {error.value} has ended {error.within}() at {where(error.place)}, and {x} has "
                "not been notified since."
            )
        remark = "nobody else is there"
        return waiting(moments, "nobody to wake it", sentence, here, remark, also=ended)
    calls = find(moments, "notify", obj=one.obj)
    if not calls:
        sentence = f"{me} waits to be notified of {x}, and nobody ever notifies it."
        return waiting(moments, _MISSING, sentence, here, "")
    others = [b for b in moments.trace.blocked if b.obj == one.obj and b.action == one.action]
    all_of_them = [one, *(b for b in others if b is not one)]
    return (
        _too_late(moments, one, here, calls)
        or _first(_changed_silently(moments, b, False) for b in all_of_them)
        or _first(_left_waiting(moments, b, calls) for b in all_of_them)
        or _first(_changed_silently(moments, b, True) for b in all_of_them)
        or _in_vain(moments, one, here)
    )


def _ended_before(moments: Moments, one: Blocked, here: int) -> list[int]:
    """Where an exception ended a function before *here*, if nobody was notified since: the last.

    Of those that it ended, that is the one in which it came to a `yield`, or else the first.
    """
    errors = [i for i in find(moments, ERROR, before=here) if moments[i].within]
    errors = [
        i for i in errors if moments[i].place and moments[i].value == moments[errors[-1]].value
    ]
    inner = [i for i in errors if _yields(moments[i])] or errors
    if inner and find(moments, "notify", obj=one.obj, after=inner[0]):
        return []
    return inner[:1]


def _yields(moment: Event) -> bool:
    return moment.place is not None and moment.place.source.strip().startswith("yield")


def _first(found: Iterable[Pattern | None]) -> Pattern | None:
    return next((one for one in found if one is not None), None)


def _too_late(moments: Moments, one: Blocked, here: int, calls: list[int]) -> Pattern | None:
    """B notifies while nobody waits, and A, which has looked before that, begins to wait."""
    decided = _decided(moments, here)
    missed = [
        i
        for i in calls
        if decided < i < here and moments[i].woken == 0 and moments[i].thread != one.thread
    ]
    if not missed:
        return None
    me, they = moments.name(one.thread), moments.name(moments[missed[-1]])
    sentence = (
        f"{they} notifies {one.target} while nobody is waiting, and a notification is not kept: "
        f"{me} begins to wait too late and waits for ever."
    )
    remark = f"{me} does not wait yet"
    also = [here, *last_look(moments, here)]
    return waiting(moments, _LOST, sentence, missed[-1], remark, also=also)


def _decided(moments: Moments, wait: int) -> int:
    """When the thread that begins to wait at *wait* last looked whether it has to; -1 for never."""
    waits = moments[wait]
    if waits.place is not None and "wait_for(" in waits.place.source:
        return wait  # it looks by itself, whether that is seen or not
    woken = find(moments, "reacquire", by=waits.thread, before=wait)
    return max([*woken[-1:], *last_look(moments, wait)[:1]], default=-1)


def _changed_silently(moments: Moments, one: Blocked, alike: bool) -> Pattern | None:
    """B changes what A has looked at before it waits, and does not notify it.

    *alike* is whether B does in that function what A does: it may be right not to wake its like.
    """
    since = moments.stuck(one)
    look = last_look(moments, since)
    for i in range(since + 1, len(moments)):
        change = moments[i]
        if change.action != "write" or change.thread == one.thread or change.value is None:
            continue
        if _by_one_function(change, moments[since]) != alike or _notifies(moments, i, one.obj):
            continue
        seen = [j for j in look if overlap(moments[j], change)]
        if all(moments[j].value == change.value for j in seen):
            continue
        if not any(has_changed(moments, moments[j]) for j in seen):
            continue
        me, they, x = moments.name(one.thread), moments.name(change), what(change)
        does = "makes" if change.value in ("True", "False") else "changes"
        to = "" if does == "makes" else "to "
        sentence = (
            f"{they} {does} {x} {to}{change.value} and does not notify {one.target}: "
            f"{me}, which looks at {x} before it waits, is not woken and waits for ever."
        )
        also = [*look, since, *_waits(moments, one, i)]
        found = waiting(moments, _MISSING, sentence, i, f"{me} is not told", also=also)
        return replace(found, about=about(*(moments[j] for j in look)))
    return None


def _by_one_function(a: Event, b: Event) -> bool:
    """Whether *a* and *b* are done by one function, in whatever threads."""
    return a.place is not None and b.place is not None and a.place.function == b.place.function


def _notifies(moments: Moments, change: int, condition: int) -> bool:
    """Whether the thread that makes the change at *change* notifies *condition* of it.

    That is while it holds the lock with which it made the change, or later, but before it changes
    the same thing again.
    """
    me = moments[change].thread
    begun = find(moments, "acquire", "reacquire", by=me, before=change)
    ended = find(moments, "release", "wait", by=me, after=change)
    again = find(moments, "write", by=me, to=moments[change], after=[*ended, change][0])
    start, end = [-1, *begun][-1], [*again, len(moments)][0]
    return bool(find(moments, "notify", by=me, obj=condition, after=start, before=end))


def _left_waiting(moments: Moments, one: Blocked, calls: list[int]) -> Pattern | None:
    """B changes what A waits for, notifies, and wakes others only."""
    since = moments.stuck(one)
    crowd = [i for i in calls if i > since and moments[i].woken > 1]
    look = last_look(moments, since)
    if not crowd or (look and not any(has_changed(moments, moments[j]) for j in look)):
        return None  # it would find what it found
    telling = [i for i in crowd if _has_changed_it(moments, i, since, look)]
    at = [*telling[:1], crowd[-1]][0]
    me, they, n = moments.name(one.thread), moments.name(moments[at]), moments[at].woken
    sentence = (
        f"{they} notifies {one.target} while {n} wait for it, and does not wake them all: "
        f"{me} waits for ever."
    )
    also = [since, *_waits(moments, one, at), *look]
    found = waiting(moments, _LOST, sentence, at, f"does not wake {me}", also=also)
    return replace(found, about=about(*(moments[j] for j in look)))


def _has_changed_it(moments: Moments, call: int, since: int, look: list[int]) -> bool:
    """Whether who notifies at *call* has, since, made what was seen at *look* what it stays."""
    return any(
        m.action == "write"
        and m.thread == moments[call].thread
        and any(
            overlap(m, moments[j])
            and m.value == in_the_end(moments, moments[j]) != moments[j].value
            for j in look
        )
        for m in moments[since + 1 : call]
    )


def _waits(moments: Moments, one: Blocked, end: int) -> list[int]:
    """Where, before *end*, others began to wait for what *one* waits for."""
    return find(moments, "wait", obj=one.obj, before=end)


def _in_vain(moments: Moments, one: Blocked, here: int) -> Pattern:
    """A has looked, and waits, and what it has seen stays so."""
    me, x = moments.name(one.thread), one.target
    look = last_look(moments, here)
    if not look:
        before = find(moments, "wait", by=one.thread, obj=one.obj, before=here)
        again = " again" if before else ""
        sentence = f"{me} waits to be notified of {x}{again}, and nobody is left to do it."
        return waiting(moments, IN_VAIN, sentence, here, "")
    passed = _passed(moments, look)
    sees = told(moments, look)
    also = look
    if passed is not None:
        call, change, seen = passed
        was = f"{what(moments[seen])} is {_in_between(moments, call, seen)}"
        they = moments.name(moments[change])
        sentence = (
            f"{was} when {moments.name(moments[call])} notifies {x}, but before {me} gets to look "
            f"{they} makes it {moments[seen].value}: {me} waits again, and nobody is left to "
            "change that."
        )
        also = [*look, call, change]
    elif is_woken(moments, look[0]):
        sentence = f"{me} is woken, reads {sees}, and waits again; nobody is left to change that."
    else:
        sentence = (
            f"{me} reads {sees}, and waits to be notified of {x}; nobody is left to change that, "
            "and to notify it."
        )
    found = waiting(moments, IN_VAIN, sentence, here, "", also=also)
    return replace(found, about=about(*(moments[j] for j in look)))


def _in_between(moments: Moments, end: int, look: int) -> str | None:
    """The value that what is read at *look* has at the moment *end*."""
    like = moments[look]
    writes = [moments[i] for i in find(moments, "write", to=like, before=end)]
    return writes[-1].value if writes and writes[-1].part == like.part else None


def _passed(moments: Moments, look: list[int]) -> tuple[int, int, int] | None:
    """Where A is notified, where what it waits for changes once more, and where it then looks."""
    for j in look:
        read = moments[j]
        woken = find(moments, "reacquire", by=read.thread, before=j)[-1:]
        waits = find(moments, "wait", by=read.thread, before=j)[-1:]
        if not woken or not waits or not is_woken(moments, j):
            continue
        condition = moments[woken[0]].obj
        calls = find(moments, "notify", obj=condition, after=waits[0], before=woken[0])
        if not calls:
            continue
        changes = find(moments, "write", to=read, after=calls[0], before=woken[0])
        if changes and moments[changes[-1]].value == read.value:
            was = _in_between(moments, calls[0], j)
            if was not in (None, read.value):
                return calls[0], changes[-1], j
    return None


def lost_update_of_it(moments: Moments, one: Blocked) -> Pattern | None:
    """A waits until a number is something else, and of two changes of that one was lost."""
    here = moments.stuck(one)
    for look in last_look(moments, here):
        seen = moments[look]
        if not seen.part:
            continue
        writes = find(moments, "write", obj=seen.obj, before=look)
        writes = [i for i in writes if moments[i].part == seen.part]
        for position, w in enumerate(writes):
            r = _worked_out_from(moments, w)
            v = None if r is None else foreign_write(moments, r, w, moments[w])
            other = None if v is None else _worked_out_from(moments, v)
            if r is None or v is None or other is None:
                continue
            if moments[other].value != moments[r].value:
                continue
            if any(_worked_out_from(moments, later) is None for later in writes[position:]):
                continue  # it was set to something else since: that nobody knows of the loss
            a, b, x = moments.name(moments[r]), moments.name(moments[v]), what(moments[w])
            values = [moments[w].value, moments[v].value]
            write = f"both write {values[0]}"
            if values[0] != values[1]:
                write = f"write {values[0]} and {values[1]}"
            me = moments.name(one.thread)
            sentence = (
                f"{a} and {b} both read {x} as {moments[r].value} and {write}, so one of the two "
                f"changes is lost; {me}, which waits for another value,"
                f" reads it{seen_as(seen)} and waits for ever."
            )
            remark = f"overwrites what {b} wrote"
            also = [r, other, v, look, here]
            found = waiting(moments, "lost update", sentence, w, remark, also=also)
            return replace(found, about=about(seen))
    return None


def _worked_out_from(moments: Moments, write: int) -> int | None:
    """Where its thread read the old value from which it worked out the one written at *write*."""
    r = last_before(moments, write, moments[write])
    if r is None or moments[r].action != "read" or moments[r].value is None:
        return None
    read = moments[r]
    if moments[write].value is None or read.part != moments[write].part:
        return None
    if not one_line(read, moments[write]) and (
        is_test(read) or not same_function(read, moments[write])
    ):
        return None
    return r
