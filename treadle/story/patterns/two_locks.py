"""The pattern in which a lock is thrown away, and made anew, while somebody waits for it."""

from __future__ import annotations

from treadle.story.moment import Moments
from treadle.story.patterns.accesses import about
from treadle.story.patterns.pattern import Pattern, same_function, what


def two_locks(moments: Moments) -> Pattern | None:
    """A and B each take a lock that they found in the same place, and it is not the same."""
    held: dict[int, tuple[int, int]] = {}
    for b, taken in enumerate(moments):
        if taken.action == "release":
            held.pop(taken.obj, None)
        if taken.action != "acquire" or taken.place is None or taken.call:
            continue
        found = _found_at(moments, b)
        if found is None:
            continue
        for a, f in held.values():
            first = moments[a]
            if first.thread == taken.thread or first.place != taken.place:
                continue
            mine, theirs = moments[found], moments[f]
            if (mine.obj, mine.part) != (theirs.obj, theirs.part) or not _same_but(
                (mine.value or "", taken.target), (theirs.value or "", first.target)
            ):
                continue
            me, they, x = moments.name(taken), moments.name(first), what(mine)
            one, other = (moments[i].value for i in sorted((f, found)))
            return Pattern(
                "two locks",
                f"Two locks: {they} has {first.target}, and {me} takes {taken.target}. In {x} "
                f"there was {one}, and then {other}, so the two do not keep each other out.",
                at=b,
                remark=f"{they} has {first.target}",
                moments=tuple(sorted({f, a, found, b})),
                about=about(mine),
            )
        held[taken.obj] = (b, found)
    return None


def _found_at(moments: Moments, taken: int) -> int | None:
    """Where who takes a lock at *taken* found it, or put it, just before: in a collection."""
    lock = moments[taken]
    for i in range(taken - 1, -1, -1):
        moment = moments[i]
        if moment.thread != lock.thread:
            continue
        if not same_function(moment, lock):
            return None
        if moment.action in ("read", "write") and moment.value and lock.target in moment.value:
            return i if moment.obj and moment.value != lock.target else None
    return None


def _same_but(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether the two values differ only in that each has its own lock in one place."""
    (value, lock), (other_value, other_lock) = one, other
    once = value.count(lock) == other_value.count(other_lock) == 1 and lock != other_lock
    return once and value.partition(lock)[::2] == other_value.partition(other_lock)[::2]
