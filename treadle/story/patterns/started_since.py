"""The pattern in which somebody looks who is there, and somebody else is started after that."""

from __future__ import annotations

from treadle.naming import ALL_THREADS
from treadle.story.moment import Moments
from treadle.story.patterns.accesses import find
from treadle.story.patterns.pattern import Pattern


def started_since(moments: Moments) -> Pattern | None:
    """A looks at the list of threads, B starts C, and A comes to its end before C is done."""
    reads = {moments[i].thread: i for i in find(moments, "read") if _is_of_list(moments, i)}
    for thread, r in sorted(reads.items()):
        ends = find(moments, "end", by=thread, after=r)
        if not ends or moments[r].place is None:
            continue
        end = ends[0]
        starts = [i for i in find(moments, "write", after=r, before=end) if _is_of_list(moments, i)]
        starts = [i for i in starts if moments[i].thread != thread and not _ends(moments, i)]
        for s in starts:
            new = _new_ones(moments, s)
            late = [t for t in new if any(m.thread == t and m.place for m in moments[end:])]
            if len(new) != 1 or not late:
                continue
            me, they, it = moments.name(thread), moments.name(moments[s]), moments.name(late[0])
            does = find(moments, by=late[0], after=end)
            does = [i for i in does if moments[i].place is not None]
            return Pattern(
                "check-then-act",
                f"Check-then-act: {me} looks at the list of threads, and {they} starts {it} after "
                f"that; {me} does not look again, and has ended when {it} is still at work.",
                at=r,
                remark=f"{it} is not there yet",
                moments=(r, s, does[0]),
            )
    return None


def _is_of_list(moments: Moments, i: int) -> bool:
    return moments[i].target == ALL_THREADS


def _ends(moments: Moments, i: int) -> bool:
    """Whether the thread of *i* comes off the list there: it does nothing more but end."""
    later = find(moments, by=moments[i].thread, after=i)
    return not later or moments[later[0]].action == "end"


def _new_ones(moments: Moments, start: int) -> list[int]:
    """The threads that nothing has been seen of before *start*, and that begin after it."""
    seen = {m.thread for m in moments[:start]}
    return sorted({m.thread for m in moments[start:] if m.action == "begin"} - seen - {0})
