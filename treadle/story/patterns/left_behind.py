"""The pattern in which something is put where nobody looks any more."""

from __future__ import annotations

from treadle.story.moment import Moments
from treadle.story.patterns.accesses import EMPTY, FLAGS, about, find, puts, takes
from treadle.story.patterns.pattern import Pattern, is_test, same_function, what
from treadle.trace import Event


def left_behind(moments: Moments) -> Pattern | None:
    """A has taken the last item that it takes, or found none, and B puts one more in."""
    return _in_a_queue(moments) or _in_a_collection(moments)


def _in_a_queue(moments: Moments) -> Pattern | None:
    for i in range(len(moments) - 1, -1, -1):
        put = moments[i]
        if not puts(put) or put.place is None or put.value in (None, "None"):
            continue
        mine = [j for j, m in enumerate(moments) if m.target == put.target and j != i]
        looks = [j for j in mine if moments[j].thread != put.thread and _looks_into(moments[j])]
        if not looks or looks[-1] > i or not moments.ended(moments[looks[-1]].thread):
            continue
        if any(takes(moments[j]) for j in mine if j > i):
            continue  # who puts things in takes them out as well
        last = moments[looks[-1]]
        me, they, x = moments.name(last), moments.name(put), put.target
        if takes(last):
            does = f"takes {last.value or 'an item'} out of {x}, and looks for no other"
        elif last.action == "timeout":
            does = f"gives up waiting for {x}, and does not look again"
        elif last.action == "find-empty":
            does = f"finds {x} empty, and does not look again"
        else:
            does = f"looks into {x} for the last time"
        return _told(moments, f"{me} {does}; then {they} puts {put.value} in", looks[-1], i, "out")
    return None


def _in_a_collection(moments: Moments) -> Pattern | None:
    for i in range(len(moments) - 1, -1, -1):
        change = moments[i]
        if change.action != "write" or change.part or change.place is None or change.alone:
            continue
        looks = find(moments, "read", to=change)
        if not looks or looks[-1] > i or change.value in (None, *EMPTY):
            continue
        look = moments[looks[-1]]
        taken = find(moments, "write", by=look.thread, to=change)
        emptied = any(moments[j].value in EMPTY for j in taken)
        if look.thread == change.thread or look.value not in EMPTY or not is_test(look):
            continue
        if not emptied or not moments.ended(look.thread):
            continue
        me, they, x = moments.name(look), moments.name(change), change.target
        told = f"{me} looks at {x} for the last time, and finds {look.value}; then {they} changes"
        return _told(moments, f"{told} it to {change.value}", looks[-1], i, "")
    return None


def _told(moments: Moments, story: str, look: int, put: int, out: str) -> Pattern:
    rest = "nobody takes it out" if out else "nobody looks at it again"
    # What else it looks at to decide what to do is why nobody else is sent.
    after = [i for i in find(moments, "read", after=put) if _decides_on(moments, i, put)]
    old = _no_longer_true(moments, put) if out else ()
    stale = ""
    if old:
        read, change = (moments[i] for i in old)
        since = "set" if change.action == "set" else "changed"
        stale = f" {moments.name(read)} goes by what it has read before: {what(read)} was "
        stale += f"{read.value}, and {moments.name(change)} has {since} it since."
    later = () if old or not out else _only_after_that(moments, look, after[:1])
    if later:
        read, change = (moments[i] for i in (*after[:1], *later))
        stale = f" {moments.name(read)} reads {what(read)} as {read.value}; "
        stale += f"{moments.name(change)} makes it {change.value} only after that."
    home = () if old or later or not out else _goes_home(moments, look, put)
    if home:
        read = moments[home[0]]
        stale = f" {moments.name(read)} finds {what(read)} {read.value} after that, and ends."
    return Pattern(
        "left behind",
        f"Left behind: {story}, and {rest}.{stale}",
        at=put,
        remark=rest,
        moments=(*old, look, put, *after[:1], *later, *home),
        about=about(moments[look], moments[put]) if not out else frozenset(),
    )


def _no_longer_true(moments: Moments, put: int) -> tuple[int, ...]:
    """What was looked at to decide on *put*, and where somebody else changed it before that."""
    reads = [i for i in find(moments, "read", before=put) if _decides_on(moments, i, put)]
    if not reads or not moments[reads[-1]].value:
        return ()
    read = moments[reads[-1]]
    changes = find(moments, "set", "write", to=read, after=reads[-1], before=put)
    if not changes or moments[changes[0]].thread == read.thread:
        return ()
    return reads[-1], changes[0]


def _decides_on(moments: Moments, read: int, put: int) -> bool:
    """Whether *read* is what the function looks at, to decide what to do, that does *put*."""
    return same_function(moments[read], moments[put]) and is_test(moments[read])


def _only_after_that(moments: Moments, look: int, after: list[int]) -> tuple[int, ...]:
    """Where who looked at *look* changes the flag that was read, once too early, at *after*."""
    for r in after:
        read = moments[r]
        for i in find(moments, "write", to=read, after=r):
            change = moments[i]
            if change.part == read.part:
                flags = {read.value, change.value} == set(FLAGS)
                return (i,) if flags and change.thread == moments[look].thread else ()
    return ()


def _goes_home(moments: Moments, look: int, put: int) -> tuple[int, ...]:
    """The last thing at which who looked at *look* looks after *put*, to decide to end."""
    mine = find(moments, by=moments[look].thread, after=put)
    mine = [i for i in mine if moments[i].action not in ("end", "release")]
    last = moments[mine[-1]] if mine else None
    if last is None or last.action != "read" or not is_test(last) or last.value not in FLAGS:
        return ()
    return (mine[-1],)


def _looks_into(moment: Event) -> bool:
    return (
        takes(moment)
        or (moment.action == "read" and not moment.part)
        or moment.action == "find-empty"
        or (moment.action == "timeout" and moment.call != "Queue.put")
        or (moment.action == "acquire" and moment.call in _LOOKS)
    )


_LOOKS = ("Queue.empty", "Queue.qsize", "Queue.get", "Queue.get_nowait")
