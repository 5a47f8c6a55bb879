"""Patterns in which the main thread goes on to its end before others have finished."""

from __future__ import annotations

from treadle.story.moment import SYNC, Moments, ends_with, where
from treadle.story.patterns.accesses import EMPTY, find, one_line, takes
from treadle.story.patterns.pattern import (
    Pattern,
    in_the_making,
    is_test,
    listed,
    overlap,
    seen_as,
    what,
)
from treadle.trace import Event
from treadle.verdict import EXCEPTION

WAITS = frozenset({"await", "future", "get", "join", "reacquire"})
"""What a thread does to wait for what others do."""

NOTHING = ("None", "0", "0.0", "False", "''", "[]", "{}", "()", "set()", "deque([])")
"""Values that something has before it is written."""


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
    daemons = ", daemons" if len(late) > 1 else f", a daemon{_because(moments, late[0])}"
    return Pattern(
        "cut short",
        f"Cut short: the program is over, and {they}{daemons}, {have}; {waits}.",
        at=at,
        remark=f"{they} {have}",
        moments=(at,),
    )


def _because(moments: Moments, thread: int) -> str:
    """Why *thread* is a daemon, if nobody has said that it should be."""
    maker = moments.trace.daemon_as.get(thread)
    return "" if maker is None else f" because {moments.name(maker)}, which made it, is one"


def _impatient(moments: Moments) -> list[int]:
    """Where a thread gives up waiting for another one to end."""
    found = [i for i in find(moments, "timeout") if moments[i].value == "join"]
    return [i for i in found if moments[i].place is not None]


def _how_far(moments: Moments, late: list[int]) -> str:
    """What none of the threads *late* has done yet."""
    if any(m.thread in late for m in moments):
        return "finished"
    if any(m.call == "Timer.cancel" for m in moments):
        return "ended"  # one that is cancelled has nothing to begin
    return "begun"


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
    mine = [i for i in find(moments, by=0) if moments[i].place and not moments[i].alone]
    if trace.error_thread != 0 or not late or not mine:
        return None
    if moments.verdict.name == EXCEPTION and not any(moments[i].action == "read" for i in mine):
        return None  # it did not come of what it read
    have = f"{'have' if len(late) > 1 else 'has'} {_how_far(moments, late)}"
    remark = f"{have.replace(' ', ' not ')}"
    me, they = moments.name(0), listed([moments.name(t) for t in late])
    impatient = _impatient(moments)
    reads = [i for i in mine if moments[i].action == "read" and _is_data(moments, i)]
    empty = _looks_empty(moments, late, mine)
    if empty is not None and not impatient:
        return empty
    if impatient:
        at = impatient[-1]
        who = moments.name(moments[at])
        sentence = f"{who} waits only for so long, and goes on before {they} {have}."
        if not any(i > at for i in reads):
            return Pattern("gave up", f"Gave up: {sentence}", at, f"{they} {remark}", (at,))
    elif reads:
        at = [*reads, *(i for i in reads if moments[i].value in NOTHING)][-1]
        looks = f"reads {what(moments[at])}{seen_as(moments[at])}"
        sentence = f"{me} {looks} before {they} {have}"
        sentence += "." if _has_waited(moments, at) else "; nothing makes it wait."
    elif moments.verdict.name == EXCEPTION:
        return None
    else:
        if any(m.thread == 0 and m.waited and m.action != "join" for m in moments[mine[-1] :]):
            return None  # the check has let others go on since
        done = [i for i, m in enumerate(moments) if m.thread in late and m.place is not None]
        joins = any(moments[i].call == "Queue.join" for i in mine)
        if joins and len(late) == 1 and done and moments[done[-1]].call == "Queue.task_done":
            return _reported_early(moments, done[-1])
        remark = _at_what(moments, late) or remark
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


def _is_data(moments: Moments, at: int) -> bool:
    """Whether what is read at *at* is worked out, and not what the threads work with."""
    read = moments[at]
    tools = {m.target for m in moments if m.action in SYNC}
    tools.update(moments.trace.threads)
    first = (read.value or "").lstrip("[").rstrip("]").split(", ")[0]
    looks = (
        is_test(read)
        and read.place is not None
        and not read.place.source.strip().startswith("return")
    )
    changes = any(
        m.action == "write" and m.thread == read.thread and overlap(m, read) and one_line(m, read)
        for m in moments[at + 1 :]
    )
    return (
        bool(read.part)
        and read.value not in tools
        and first not in tools
        and not (looks or changes)
    )


def _has_waited(moments: Moments, end: int) -> bool:
    """Whether the thread of moment *end* has waited before for what others do, not for an end."""
    mine = [m for m in moments[:end] if m.thread == moments[end].thread and m.place]
    return any(m.action in WAITS and m.action != "join" for m in mine)


_COMES_BACK = ("Queue.get", "acquire")


def _last_taken(moments: Moments, thread: int) -> int | None:
    """Where *thread* took an item, if it has not come back for another since."""
    for i in range(len(moments) - 1, -1, -1):
        moment = moments[i]
        if moment.thread != thread:
            continue
        if moment.call == "Queue.task_done":
            return None
        if takes(moment):
            return i
        if moment.action in ("wait", "end") or (moment.call, moment.action) == _COMES_BACK:
            return None
    return None


def _at_what(moments: Moments, late: list[int]) -> str:
    """What the only one of *late* is doing, without a subject, if it took that out of a queue."""
    at = _last_taken(moments, late[0]) if len(late) == 1 else None
    if at is None or moments[at].value is None or moments[at].place is None:
        return ""
    return f"is not done with {moments[at].value}, which it took out of {moments[at].target}"


def _looks_empty(moments: Moments, late: list[int], mine: list[int]) -> Pattern | None:
    """A goes on when a queue is empty, and B, who took the last item, is not done with that."""
    for thread in late:
        at = _last_taken(moments, thread)
        at = _last_popped(moments, thread) if at is None else at
        if at is None:
            continue
        take = moments[at]
        looks = [i for i in mine if i > at and _looks_into(moments[i], take)]
        later = moments[looks[-1] + 1 :] if looks else []
        if not looks or any(m.thread == 0 and m.action in WAITS and m.place for m in later):
            continue
        me, they, x = moments.name(0), moments.name(thread), what(take)
        item = "the last item" if take.action == "write" or take.value is None else take.value
        sentence = (
            f"{x} is empty as soon as {they} has taken {item} out; {me} looks at {x} and goes on, "
            f"and {they} is not done with it."
        )
        remark = f"empty, but {they} is not done"
        key = (at, looks[-1])
        return Pattern("not waited for", f"Not waited for: {sentence}", looks[-1], remark, key)
    return None


def _last_popped(moments: Moments, thread: int) -> int | None:
    """Where *thread* took the last item out of a collection, if it has not looked at it since."""
    for i in reversed(find(moments, "write", by=thread)):
        moment = moments[i]
        if not moment.part and moment.value in EMPTY:
            source = "" if moment.place is None else moment.place.source
            later = find(moments, by=thread, to=moment, after=i)
            again = later or find(moments, "end", by=thread, after=i)
            return i if ".pop" in source and not again else None
    return None


def _looks_into(moment: Event, take: Event) -> bool:
    """Whether *moment* is a look at what *take* was taken out of, and that is empty."""
    if take.action == "write":
        return moment.action == "read" and overlap(moment, take) and moment.value in EMPTY
    looks = moment.call in ("Queue.empty", "Queue.qsize") and moment.action == "acquire"
    return looks and moment.target == take.target
