"""The pattern in which a value is worked out from another, and written when that has changed."""

from __future__ import annotations

from treadle.story.moment import Moments
from treadle.story.patterns.accesses import about, accesses, find, last_write, one_line
from treadle.story.patterns.pattern import Pattern, guards, seen_as, what


def worked_out_before(moments: Moments) -> Pattern | None:
    """A works X out from Y, B changes Y and works X out anew, and A overwrites that."""
    for w, write in accesses(moments, "write"):
        v = last_write(moments, w, write) if write.part else None
        if v is None or not one_line(write, moments[v]):
            continue
        anew = moments[v]
        if anew.thread == write.thread or anew.value == write.value:
            continue
        for r in find(moments, "read", by=write.thread, before=v):
            read = moments[r]
            changes = find(moments, "write", by=anew.thread, to=read, after=r, before=v)
            if not changes or not one_line(read, write):
                continue
            if find(moments, "read", "write", by=write.thread, to=read, after=r, before=w):
                continue  # it has read it again since
            a, b, x, y = moments.name(write), moments.name(anew), what(write), what(read)
            sentence = (
                f"Lost update: {a} works {x} out from {y}{seen_as(read)}, {b} changes {y} and "
                f"writes {x}{seen_as(anew)}, and {a}, which still goes by the old {y}, overwrites "
                f"that{seen_as(write, 'with')}."
            )
            return Pattern(
                "lost update",
                sentence + guards(moments, (r, w), v),
                at=w,
                remark=f"overwrites what {b} wrote",
                moments=(r, changes[-1], v, w),
                about=about(write),
            )
    return None
