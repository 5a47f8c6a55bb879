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
    last_function: dict[int, list[int]] = {}
    for r2, second in _accesses(moments, "read"):
        earlier = last_function.setdefault(second.thread, [])
        earlier[:] = [i for i in earlier if same_function(moments[i], second)]
        for r1 in earlier:
            first = moments[r1]
            if overlap(first, second) or not (first.part and second.part):
                continue
            found = _torn_by(moments, r1, r2)
            if found is None:
                continue
            w1, w2 = found
            me, they = moments.name(first), moments.name(moments[w1])
            x, y = what(first), what(second)
            if r1 < min(w1, w2) < r2:
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
            v = max(i for i in (w1, w2) if i < r2)
            return Pattern(
                "torn read",
                f"Torn read: {story}" + guards(moments, (r1, r2), v),
                at=r2,
                remark="does not belong to what it read before"
                if r1 < v < r2
                else f"{they} is not done yet",
                moments=tuple(sorted({r1, r2, w1, w2})),
                about=_about(first, second),
            )
        earlier.append(r2)
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
    """A uses a result and goes on to the end, and B, which makes it, has not finished."""
    late = [t for t in range(1, len(moments.trace.threads)) if not moments.ended(t)]
    mine = [i for i, m in enumerate(moments) if m.thread == 0 and m.place is not None]
    if moments.trace.error_thread != 0 or not late or not mine:
        return None
    at = max((i for i in mine if moments[i].action == "read"), default=mine[-1])
    read = moments[at]
    me, they = moments.name(0), " and ".join(moments.name(t) for t in late)
    begun = any(m.thread in late and m.place is not None for m in moments)
    looks = f"reads {what(read)}{seen_as(read)}" if read.action == "read" else "goes on"
    have = "have" if len(late) > 1 else "has"
    return Pattern(
        "early read",
        f"Early read: {me} {looks} before {they} {have} {'finished' if begun else 'begun'}; "
        "nothing makes it wait.",
        at=at,
        remark=f"{they} {have} not {'finished' if begun else 'begun'}",
        moments=(at,),
    )


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
    """Writes by one function to what is read at *r1* and at *r2*, on different sides of them."""
    first, second = moments[r1], moments[r2]
    writes = [
        (i, m) for i, m in enumerate(moments) if m.action == "write" and m.thread != first.thread
    ]
    for w1, one in writes:
        if not overlap(one, first):
            continue
        for w2, two in writes:
            if (
                overlap(two, second)
                and same_function(one, two)
                and (w1 < r1) != (w2 < r2)
                and not any(
                    moments[i].action == "write" and moments[i].thread == first.thread
                    for i in range(r1, r2)
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
