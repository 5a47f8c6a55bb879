"""Patterns in which a thread goes by a value that has changed: races."""

from __future__ import annotations

from collections.abc import Iterator

from treadle.story.moment import RAISE, SYNC, Moments
from treadle.story.pattern import (
    Pattern,
    guards,
    is_test,
    listed,
    overlap,
    same_function,
    seen_as,
    what,
)
from treadle.trace import Event

_NEARBY = 100
"""Reads that are farther apart are not taken to belong together."""

_NO_ANSWER = ("None", "False", "True")
"""Values that are read to decide something, not to work something out from."""


def lost_update(moments: Moments) -> Pattern | None:
    """A reads, B writes, A writes what it worked out from the old value."""
    for w, write in _accesses(moments, "write"):
        if not write.part:
            continue
        r = _last_before(moments, w, write)
        if r is None or moments[r].action != "read":
            continue
        read = moments[r]
        if not _one_line(read, write) and (
            is_test(read) or not read.part or read.value in _NO_ANSWER
        ):
            continue
        v = _foreign_write(moments, r, w, write)
        if v is None or (read.value is not None and moments[v].value == read.value):
            continue
        others = _writers(moments, r, w, write)
        a, b, x = moments.name(read), listed(others), what(write)
        verb = "changes" if len(others) == 1 else "change"
        old = f"the old {read.value}" if read.part and read.value is not None else "the old value"
        sentence = (
            f"Lost update: {a} reads {x}{_value_of_part(read)}, {b} {verb} it"
            f"{seen_as(moments[v], 'to')}, and {a}, which still goes by {old}, "
            f"overwrites that{seen_as(write, 'with')}."
        )
        return Pattern(
            "lost update",
            sentence + guards(moments, (r, w), v),
            at=w,
            remark=f"overwrites what {b} wrote",
            moments=(r, v, w),
            about=_about(write),
        )
    return None


def check_then_act(moments: Moments) -> Pattern | None:
    """A looks and decides, B changes what A saw, A acts on it all the same."""
    order = sorted(range(len(moments)), key=lambda i: (moments[i].action != RAISE, i))
    for a, act in ((i, moments[i]) for i in order):
        raised = act.action == RAISE
        if not raised and (act.action != "write" or act.place is None):
            continue
        for r in range(a - 1, -1, -1):
            read = moments[r]
            if read.thread != act.thread:
                continue
            if read.action != "read" or not same_function(read, act):
                continue
            if not (is_test(read) or read.value in _NO_ANSWER or not read.part):
                continue
            if not raised and not overlap(read, act):
                continue
            v = _foreign_write(moments, r, a, read)
            if v is None or moments[v].value == read.value:
                if is_test(read):
                    break  # it has looked again since
                continue
            me, they, x = moments.name(read), moments.name(moments[v]), what(moments[v])
            changed = f"changes it{seen_as(moments[v], 'to')}"
            acts = f"runs into {act.value}" if raised else "acts on what it saw before"
            sentence = (
                f"Check-then-act: {me} looks at {what(read)}"
                f"{_found(read)} and decides what to do; then {they} "
                f"{changed if what(read) == x else f'changes {x}'}, and {me} {acts}."
            )
            return Pattern(
                "check-then-act",
                sentence + guards(moments, (r, r if raised else a), v),
                at=a,
                remark="" if raised else f"acts on what {they} has changed",
                moments=(r, v, a),
                about=_about(read, moments[v], act),
            )
    return None


def torn_read(moments: Moments) -> Pattern | None:
    """A reads one part and then another, and B changes both, but not on one side of A."""
    reads = list(_accesses(moments, "read"))
    for position, (r2, second) in enumerate(reads):
        for r1, first in reads[max(position - _NEARBY, 0) : position]:
            if overlap(first, second) or not (first.part and second.part):
                continue
            if not same_function(first, second):
                continue
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
                f"Torn read: {story}" + guards(moments, (around[0], around[1]), other),
                at=r2,
                remark="does not belong to what it read before"
                if between
                else f"{they} is not done yet",
                moments=tuple(sorted({r1, r2, w1, w2})),
                about=_about(first, second),
            )
    return None


def changed_while_iterating(moments: Moments) -> Pattern | None:
    """A goes through a container, and B changes it meanwhile."""
    for r2, second in _accesses(moments, "read"):
        if second.part or second.place is None or "for " not in second.place.source:
            continue
        for r1 in range(r2 - 1, -1, -1):
            first = moments[r1]
            if first.obj != second.obj or first.part or first.place != second.place:
                continue
            if first.action != "read" or first.thread != second.thread:
                continue
            v = _foreign_write(moments, r1, r2, second)
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
                about=_about(second),
            )
    return None


def lost_message(moments: Moments) -> Pattern | None:
    """A is let in to read a message, and B puts the next one in its place before A has read it."""
    for r, read in _accesses(moments, "read"):
        w2 = _last_write(moments, r, read)
        if w2 is None or moments[w2].thread == read.thread:
            continue
        w1 = _last_before(moments, w2, moments[w2])
        if w1 is None or moments[w1].action != "write" or moments[w1].value == moments[w2].value:
            continue
        let_in = [
            i
            for i in range(w1 + 1, w2)
            if moments[i].thread == read.thread and moments[i].action in SYNC
        ]
        used = any(
            overlap(moments[i], read) and moments[i].thread == read.thread for i in range(w1, w2)
        )
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
            about=_about(read),
        )
    return None


def early_read(moments: Moments) -> Pattern | None:
    """The main thread goes on to the end, and a thread that it started has not finished."""
    late = [t for t in range(1, len(moments.trace.threads)) if not moments.ended(t)]
    mine = [i for i, m in enumerate(moments) if m.thread == 0 and m.place and not m.alone]
    if moments.trace.error_thread != 0 or not late or not mine:
        return None
    begun = any(m.thread in late and m.place is not None for m in moments)
    have = f"{'have' if len(late) > 1 else 'has'} {'finished' if begun else 'begun'}"
    me, they = moments.name(0), listed([moments.name(t) for t in late])
    impatient = [i for i in mine if moments[i].action == "timeout" and moments[i].value == "join"]
    reads = [i for i in mine if moments[i].action == "read"]
    at = impatient[-1] if impatient else max(reads, default=mine[-1])
    if impatient:
        sentence = f"{me} waits only for so long, and goes on before {they} {have}."
    else:
        looks = f"reads {what(moments[at])}{seen_as(moments[at])}" if reads else "goes on"
        sentence = f"{me} {looks} before {they} {have}; nothing makes it wait."
    remark = f"{they} {have.replace(' ', ' not ')}"
    return Pattern("early read", f"Early read: {sentence}", at=at, remark=remark, moments=(at,))


def read_before_written(moments: Moments) -> Pattern | None:
    """A reads what B has not written yet, and never looks again."""
    for r, read in _accesses(moments, "read"):
        if read.alone:
            continue
        others = [
            (i, m)
            for i, m in enumerate(moments)
            if i != r and m.action in ("read", "write") and overlap(m, read)
        ]
        mine = any(m.thread == read.thread and (i > r or m.action == "write") for i, m in others)
        writes = [i for i, m in others if m.action == "write" and not m.alone]
        if mine or not writes or writes[0] < r:
            continue
        first = moments[writes[0]]
        me, they, x = moments.name(read), moments.name(first), what(read)
        return Pattern(
            "early read",
            f"Early read: {me} reads {x}{seen_as(read)} before {they} "
            f"{'changes' if not read.part else 'writes'} it; nothing makes it wait.",
            at=r,
            remark=f"{they} has not written it",
            moments=(r, writes[0]),
            about=_about(read),
        )
    return None


def half_done(moments: Moments) -> Pattern | None:
    """A reads all of an object of which B has changed one part and not yet another."""
    for r, read in _accesses(moments, "read"):
        if read.part or read.alone:
            continue
        writes = [
            (i, m)
            for i, m in _accesses(moments, "write")
            if m.obj == read.obj and m.thread != read.thread and m.part
        ]
        for w1, one in writes:
            for w2, two in writes:
                if w1 < r < w2 and one.thread == two.thread and one.part != two.part:
                    me, they = moments.name(read), moments.name(one)
                    return Pattern(
                        "torn read",
                        f"Torn read: {me} reads {what(read)} while {they} has changed "
                        f"{what(one)} and not yet {what(two)}." + guards(moments, (w1, w2), r),
                        at=r,
                        remark=f"{they} is not done yet",
                        moments=(w1, r, w2),
                        about=_about(read),
                    )
    return None


# -- what they are found with ------------------------------------------------------------------


def _accesses(moments: Moments, action: str) -> Iterator[tuple[int, Event]]:
    for i, moment in enumerate(moments):
        if moment.action == action and moment.place is not None and not moment.call:
            yield i, moment


def _last_before(moments: Moments, end: int, like: Event) -> int | None:
    """The last access before *end* by the thread of *like* to what it accesses."""
    for i in range(end - 1, -1, -1):
        moment = moments[i]
        if (
            moment.thread == like.thread
            and moment.action in ("read", "write")
            and overlap(moment, like)
        ):
            return i
    return None


def _last_write(moments: Moments, end: int, like: Event) -> int | None:
    for i in range(end - 1, -1, -1):
        if moments[i].action == "write" and overlap(moments[i], like):
            return i
    return None


def _foreign_write(moments: Moments, start: int, end: int, like: Event) -> int | None:
    """The last write between *start* and *end* by another thread to what *like* accesses."""
    for i in range(end - 1, start, -1):
        moment = moments[i]
        if (
            moment.action == "write"
            and moment.thread != moments[start].thread
            and overlap(moment, like)
        ):
            return i
    return None


def _writers(moments: Moments, start: int, end: int, like: Event) -> list[str]:
    """The names of the other threads that write between *start* and *end*, in order."""
    return list(
        dict.fromkeys(
            moments.name(m)
            for m in moments[start:end]
            if m.action == "write" and m.thread != like.thread and overlap(m, like)
        )
    )


def _torn_by(moments: Moments, r1: int, r2: int) -> tuple[int, int] | None:
    """Writes of one thread to what is read at *r1* and at *r2*, on different sides of them."""
    first, second = moments[r1], moments[r2]
    mine = [m for m in moments[r1:r2] if m.thread == first.thread]
    if any(m.action == "write" for m in mine):
        return None
    writes = [
        (i, m)
        for i, m in enumerate(moments)
        if m.action == "write"
        and m.thread != first.thread
        and (overlap(m, first) or overlap(m, second))
    ]
    for w1, one in writes:
        for w2, two in writes:
            if (
                overlap(one, first)
                and overlap(two, second)
                and one.thread == two.thread
                and (w1 < r1) != (w2 < r2)
                and not any(  # the two belong together
                    m.thread == one.thread for i, m in writes if min(w1, w2) < i < max(w1, w2)
                )
            ):
                return w1, w2
    return None


def _about(*accesses: Event) -> frozenset[tuple[int, str]]:
    return frozenset((a.obj, a.part) for a in accesses if a.obj)


def _one_line(a: Event, b: Event) -> bool:
    return a.place is not None and b.place is not None and a.place.line == b.place.line


def _value_of_part(read: Event) -> str:
    return seen_as(read) if read.part else ""


def _found(read: Event) -> str:
    return f" ({read.value})" if read.value is not None else ""
