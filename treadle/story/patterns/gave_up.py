"""The pattern in which somebody does not get what it waits for, and goes on without it."""

from __future__ import annotations

from treadle.naming import CHECKS
from treadle.story.moment import RAISE, STUCK, Moments
from treadle.story.patterns.accesses import find
from treadle.story.patterns.looks import last_look
from treadle.story.patterns.pattern import Pattern, same_function, what
from treadle.trace import ERROR, Event

_GIVES_UP = {
    "try": "finds {x} held, and goes on without it",
    "try-down": "finds no permit of {x}, and goes on without one",
    "acquire": "waits for {x} only for so long, and goes on without it",
    "down": "waits for a permit of {x} only for so long, and goes on without one",
    "await": "waits for {x} to be set only for so long, and goes on though it is not",
    "join": "waits for {x} to end only for so long, and goes on though it has not",
    "reacquire": "waits to be notified of {x} only for so long, and goes on though it was not",
}


_MEANWHILE = 6
"""Steps that are told of what the holder of a lock does with it."""

_BARRIER = "Barrier.wait"

_IN_THE_LIBRARY = {
    "Queue.get": "waits for an item in {x} only for so long, and goes on without one",
    "Queue.put": "waits for room in {x} only for so long, and goes on without it",
    _BARRIER: "waits at {x} for the others only for so long, and so breaks it for all",
}


def gave_up(moments: Moments) -> Pattern | None:
    """A does not get what it waits for, at once or in time, and goes on without it."""
    found: list[tuple[int, str]] = []
    for i, moment in enumerate(moments):
        does = gives_up(moment, _goes_on(moments, i))
        end = _ends_with(moments, i) if does else ""
        if end:
            does = f"{does.partition(', and ')[0]}, and ends with {end}"
        if not does or moment.place is None or moment.target.startswith(CHECKS):
            continue
        if _is_a_rhythm(moment) or _sees_it_all_the_same(moments, i):
            continue
        if any(tries_again(m, moment) for m in moments[i + 1 :]):
            continue
        if all(moments[j].place != moment.place for j, _ in found):
            found.append((i, f"{moments.name(moment)} {does}"))
    if not found:
        return None
    at, told = found[0]
    too_late = [j for j in range(at + 1, len(moments)) if _comes(moments[j], moments[at])]
    if too_late:
        late = moments[too_late[0]]
        told += f"; then {moments.name(late)} puts {late.value or 'one'} in, and"
        told += f" {moments.name(moments[at])} does not look again"
    told = "; ".join([told, *(clause for _, clause in found[1:])])
    return Pattern(
        "gave up",
        f"Gave up: {told}.",
        at=at,
        remark=_remark(moments, at) if not too_late else "does not look again",
        moments=tuple(sorted({*(i for i, _ in found), *too_late[:1], *_meanwhile(moments, at)})),
    )


def gave_up_and_failed(moments: Moments) -> Pattern | None:
    """The same, where A has raised the exception behind the verdict, or got it."""
    found = gave_up(moments)
    if found is None:
        return None
    threads = {moments[i].thread for i in found.moments}
    kinds = {_kind(m) for m in moments[found.at :] if m.thread in threads and m.action == ERROR}
    got = any(_kind(moments[i]) in kinds for i in find(moments, RAISE))
    return found if got or moments.trace.error_thread in threads else None


def _kind(moment: Event) -> str:
    return (moment.value or "").partition(":")[0].rpartition(".")[2]


def _remark(moments: Moments, at: int) -> str:
    """What who gives up at *at* does then, as far as it is seen."""
    if moments[at].call == _BARRIER:
        return "breaks it"
    goes_on = _goes_on(moments, at) or "leaves" not in gives_up(moments[at], goes_on=False)
    goes_on = goes_on and not _ends_with(moments, at)
    return "goes on all the same" if goes_on else "does nothing more there"


def _goes_on(moments: Moments, at: int) -> bool:
    """Whether who gives up at *at* does anything more in that function."""
    return any(same_function(m, moments[at]) for m in moments[at + 1 :])


def _ends_with(moments: Moments, at: int) -> str:
    """The exception that who gives up at *at* runs into there, and that nobody catches."""
    mine = [m for m in moments[at + 1 :] if m.thread == moments[at].thread]
    mine = [m for m in mine if not _is_on_the_way_out(m)]
    first = mine[0] if mine else None
    if first is None or first.action not in (ERROR, RAISE) or first.place != moments[at].place:
        return ""
    left = first.action == RAISE or (bool(first.within) and first.handler is None)
    return (first.value or "").partition(":")[0] if left else ""


def _meanwhile(moments: Moments, at: int) -> list[int]:
    """What those do who hold, all that time, the lock that is waited for in vain at *at*."""
    lock = moments[at].target
    taken = find(moments, "acquire", "try", obj=moments[at].obj, before=at)
    taken = [i for i in taken if moments[i].thread != moments[at].thread]
    if not taken:
        return []
    does = find(moments, "read", "write", by=moments[taken[-1]].thread, after=taken[-1])
    return [
        i for i in does if moments[i].part and lock in moments[i].held and what(moments[i]) != lock
    ][:_MEANWHILE]


def gives_up(moment: Event, goes_on: bool = True) -> str:
    """What it means that *moment* is in vain, without a subject; empty if it is not.

    *goes_on* is whether its thread is seen to do anything after it in the same function.
    """
    in_vain = moment.action in ("timeout", "try", "try-down")
    if not in_vain or moment.value == "taken":
        return ""
    wanted = moment.value if moment.action == "timeout" else moment.action
    words = _IN_THE_LIBRARY if moment.call else _GIVES_UP
    text = words.get(moment.call or wanted or "", "").format(x=moment.target or "it")
    return text if goes_on else text.replace(", and goes on without", ", and leaves without")


def _is_of_a_condition(moment: Event) -> bool:
    """Whether it is to be notified that is waited for in vain at *moment*, by the program."""
    return (moment.value, moment.call) == ("reacquire", "")


def _is_on_the_way_out(moment: Event) -> bool:
    """Whether a function of the library does it in any case: takes its lock again, and the like.

    A barrier that breaks wakes those who wait there.
    """
    last = moment.action in ("acquire", "release")
    last = last or (moment.call.startswith("Barrier.") and moment.action == "notify")
    return last and bool(moment.call)


def _sees_it_all_the_same(moments: Moments, at: int) -> bool:
    """Whether who was not notified of a condition in time, at *at*, looks, and finds a change."""
    moment = moments[at]
    waits = find(moments, "wait", by=moment.thread, before=at)
    for i in last_look(moments, waits[-1]) if waits and _is_of_a_condition(moment) else []:
        again = find(moments, "read", by=moment.thread, to=moments[i], after=at)
        if again and moments[again[0]].value != moments[i].value:
            return True
    return False


def _comes(later: Event, moment: Event) -> bool:
    """Whether with *later* there is in its queue what at *moment* was waited for in vain."""
    put = later.call == "Queue.put" and later.action == "notify"
    return put and moment.call == "Queue.get" and later.target == moment.target != ""


def _is_a_rhythm(moment: Event) -> bool:
    """Whether the time that is up is that of one round: `while not over.wait(60):`."""
    source = "" if moment.place is None else moment.place.source.strip()
    return moment.value == "await" and source.startswith("while ")


def tries_again(later: Event, moment: Event) -> bool:
    """Whether *later* its thread asks again for what it did not get at *moment*."""
    same = later.obj == moment.obj or (later.target == moment.target and bool(later.target))
    own = later.thread == moment.thread
    if own and later.action == ERROR and later.place != moment.place:
        return later.value in ("Empty", "Full")  # it has looked elsewhere, for the last time
    asks = later.action in ("wait", STUCK) or not _is_of_a_condition(moment)
    return own and same and asks and not _is_on_the_way_out(later)
