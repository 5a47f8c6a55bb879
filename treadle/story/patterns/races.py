"""Patterns in which a thread acts on a value that has changed."""

from __future__ import annotations

from treadle.naming import CHECKS
from treadle.story.moment import RAISE, SYNC, Moments
from treadle.story.patterns.accesses import (
    EMPTY,
    NO_ANSWER,
    about,
    accesses,
    find,
    foreign_write,
    last_before,
    last_write,
    one_line,
    writers,
)
from treadle.story.patterns.pattern import (
    Pattern,
    guards,
    is_test,
    listed,
    overlap,
    seen_as,
    what,
)
from treadle.trace import Event


def lost_update(moments: Moments) -> Pattern | None:
    """A reads, B writes, A writes what it worked out from the old value."""
    for w, write in accesses(moments, "write"):
        r = last_before(moments, w, write) if write.part else _item_put_back(moments, w)
        if r is None or moments[r].action != "read":
            continue
        read = moments[r]
        if not one_line(read, write) and (
            is_test(read) or not read.part or read.value in NO_ANSWER
        ):
            continue
        v = foreign_write(moments, r, w, write)
        if v is None:
            r, v = _read_twice(moments, r, w)
            read = moments[r]
        if v is None or (read.value is not None and moments[v].value == read.value):
            continue
        others = writers(moments, r, w, write)
        a, b, x = moments.name(read), listed(others), what(write if write.part else read)
        verb = "changes" if len(others) == 1 else "change"
        old = f"the old {read.value}" if read.part and read.value is not None else "the old value"
        it = "it" if moments[v].part else moments[v].target
        it = it if it != x else "it"
        sentence = (
            f"Lost update: {a} reads {x}{_value_of_part(read)}, {b} {verb} {it}"
            f"{seen_as(moments[v], 'to')}, and {a}, which still goes by {old}, "
            f"overwrites that{seen_as(write, 'with')}."
        )
        return Pattern(
            "lost update",
            sentence + guards(moments, (r, w), v),
            at=w,
            remark=f"overwrites what {b} wrote",
            moments=(r, v, w),
            about=about(write),
        )
    return None


def _item_put_back(moments: Moments, w: int) -> int | None:
    """Where the thread that updates a dict at *w* read an item of it last, on a line before."""
    write = moments[w]
    if write.place is None or ".update(" not in write.place.source:
        return None
    for r in reversed(find(moments, by=write.thread, to=write, before=w)):
        if moments[r].action != "read":
            return None
        if moments[r].part and not one_line(moments[r], write):
            return r
    return None


def _read_twice(moments: Moments, r: int, w: int) -> tuple[int, int | None]:
    """An earlier read by the statement that reads at *r* and writes at *w*, and a write between."""
    write = moments[w]
    for i in range(r - 1, -1, -1):
        moment = moments[i]
        if moment.thread != write.thread:
            continue
        if moment.place is None or not one_line(moment, write):
            break
        if moment.action == "read" and overlap(moment, write):
            v = foreign_write(moments, i, r, write)
            if v is not None and moments[v].value == moments[r].value:
                return i, v
    return r, None


def overwritten(moments: Moments) -> Pattern | None:
    """A writes, B writes the same, and A, which goes on with it, finds what is B's."""
    raised = find(moments, RAISE)
    if not raised:
        return None
    at, me = raised[0], moments[raised[0]].thread
    for r in range(at - 1, -1, -1):
        read = moments[r]
        if read.thread != me or read.action not in ("read", "write"):
            continue
        w = last_before(moments, r, read) if read.action == "read" and read.part else None
        while w is not None and moments[w].action == "read":
            w = last_before(moments, w, read)
        v = None if w is None else foreign_write(moments, w, r, read)
        if w is None or v is None or moments[v].value != read.value:
            return None
        write = moments[w]
        if write.value in (None, read.value) or not write.part:
            return None
        a, b, x = moments.name(me), moments.name(moments[v]), what(write)
        sentence = (
            f"Overwritten: {a} writes {x}{seen_as(write)}, {b} makes it {read.value}, and {a}, "
            f"which goes on with that, runs into {moments[at].value}."
        )
        return Pattern(
            "overwritten",
            sentence + guards(moments, (w, r), v),
            at=v,
            remark=f"overwrites what {a} wrote",
            moments=(w, v, r, at),
            about=about(write),
        )
    return None


def changed_while_iterating(moments: Moments) -> Pattern | None:
    """A goes through a container, and B changes it meanwhile."""
    for r2, second in accesses(moments, "read"):
        if second.part or second.place is None or "for " not in second.place.source:
            continue
        for r1 in range(r2 - 1, -1, -1):
            first = moments[r1]
            if first.obj != second.obj or first.part or first.place != second.place:
                continue
            if first.action != "read" or first.thread != second.thread:
                continue
            v = foreign_write(moments, r1, r2, second)
            if v is None:
                break
            me, they = moments.name(first), moments.name(moments[v])
            return Pattern(
                "changed while iterating",
                f"Changed while iterating: {they} changes {what(second)} while {me} is going "
                "through it." + guards(moments, (r1, r2), v),
                at=v,
                remark=f"{me} is still going through it",
                moments=(r1, v, r2),
                about=about(second),
            )
    return _ran_into_a_change(moments)


def _ran_into_a_change(moments: Moments) -> Pattern | None:
    """As above, where A had only just begun."""
    at = [*find(moments, RAISE), -1][0]
    if at < 0 or "during iteration" not in (moments[at].value or ""):
        return None
    raised = moments[at]
    for r in range(at - 1, -1, -1):
        read = moments[r]
        if read.thread != raised.thread or read.action != "read" or not one_line(read, raised):
            continue
        changes = find(moments, "write", to=read, before=r)
        changes = [i for i in changes if moments[i].thread != read.thread]
        if not changes:
            continue
        v = changes[-1]
        me, they = moments.name(read), moments.name(moments[v])
        return Pattern(
            "changed while iterating",
            f"Changed while iterating: {they} changes {what(read)} while {me} is going "
            "through it." + guards(moments, (r, r), v),
            at=v,
            remark=f"{me} is going through it",
            moments=(v, r),
            about=about(read),
        )
    return None


def lost_message(moments: Moments) -> Pattern | None:
    """A is let in to read a message, and B puts the next one in its place before A has read it."""
    for r, read in accesses(moments, "read"):
        w2 = last_write(moments, r, read)
        if w2 is None or moments[w2].thread == read.thread:
            continue
        w1 = last_before(moments, w2, moments[w2])
        if w1 is None or moments[w1].action != "write" or moments[w1].value == moments[w2].value:
            continue
        let_in = [
            i
            for i in find(moments, *SYNC, by=read.thread, after=w1, before=w2)
            if moments[i].place is not None and not moments[i].target.startswith(CHECKS)
        ]
        used = find(moments, by=read.thread, to=read, after=w1, before=w2)
        if not let_in or used:
            continue
        me, they, x = moments.name(read), moments.name(moments[w2]), what(read)
        return Pattern(
            "lost message",
            f"Lost message: {they} puts {moments[w2].value or 'the next one'} into {x} before {me} "
            f"has taken {moments[w1].value or 'the last one'} out.",
            at=w2,
            remark=f"{me} has not read the one before",
            moments=(w1, let_in[-1], w2, r),
            about=about(read),
        )
    return None


def emptied(moments: Moments) -> Pattern | None:
    """A empties a collection and fills it, and B, which begins as A did, empties the same one."""
    for e, emptying in accesses(moments, "write"):
        if emptying.part or emptying.value not in EMPTY:
            continue
        before = find(moments, to=emptying, before=e)
        if not before or any(moments[i].thread == emptying.thread for i in before):
            continue
        filled = moments[before[-1]]
        as_well = any(
            moments[i].place == emptying.place and moments[i].value in EMPTY for i in before
        )
        if filled.action != "write" or filled.value in (None, *EMPTY) or not as_well:
            continue
        a, b, x = moments.name(filled), moments.name(emptying), what(emptying)
        return Pattern(
            "overwritten",
            f"Overwritten: {a} makes {x} {filled.value}, and {b}, which begins with an empty one, "
            f"empties that: {x} is one for both.",
            at=e,
            remark=f"it is that of {a}, too",
            moments=(before[-1], e),
            about=about(filled, emptying),
        )
    return None


def overwritten_unread(moments: Moments) -> Pattern | None:
    """A writes a message, and B writes the next one over it before anybody has read it."""
    for w2, second in accesses(moments, "write"):
        if not second.part:
            continue
        w1 = next((i for i in range(w2 - 1, -1, -1) if overlap(moments[i], second)), None)
        if w1 is None or moments[w1].action != "write" or moments[w1].alone:
            continue
        first = moments[w1]
        if first.thread == second.thread or first.value in (None, *NO_ANSWER, second.value):
            continue
        readers = {moments[i].thread for i in find(moments, "read", to=first)}
        if not readers or readers & {first.thread, second.thread} or first.place is None:
            continue
        a, b, x = moments.name(first), moments.name(second), what(second)
        return Pattern(
            "lost message",
            f"Lost message: {a} puts {first.value} into {x}, and {b} puts "
            f"{second.value or 'another one'} in its place before anybody has read it.",
            at=w2,
            remark=f"nobody has read what {a} wrote",
            moments=(w1, w2),
            about=about(first, second),
        )
    return None


def _value_of_part(read: Event) -> str:
    return seen_as(read) if read.part else ""
