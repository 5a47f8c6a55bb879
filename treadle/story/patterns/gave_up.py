"""The pattern in which somebody does not get what it waits for, and goes on without it."""

from __future__ import annotations

from treadle.naming import CHECKS
from treadle.story.moment import Moments
from treadle.story.patterns.pattern import Pattern
from treadle.trace import ERROR, Event

_GIVES_UP = {
    "try": "finds {x} held, and goes on without it",
    "try-down": "finds no permit of {x}, and goes on without one",
    "acquire": "waits for {x} only for so long, and goes on without it",
    "down": "waits for a permit of {x} only for so long, and goes on without one",
    "await": "waits for {x} to be set only for so long, and goes on though it is not",
    "reacquire": "waits to be notified of {x} only for so long, and goes on though it was not",
}


_IN_THE_LIBRARY = {
    "Queue.get": "waits for an item in {x} only for so long, and goes on without one",
    "Queue.put": "waits for room in {x} only for so long, and goes on without it",
}


def gave_up(moments: Moments) -> Pattern | None:
    """A does not get what it waits for, at once or in time, and goes on without it."""
    found: list[tuple[int, str]] = []
    for i, moment in enumerate(moments):
        does = gives_up(moment)
        if not does or moment.place is None or moment.target.startswith(CHECKS):
            continue
        if _is_a_rhythm(moment):
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
        remark="does not look again" if too_late else "goes on all the same",
        moments=tuple(sorted({*(i for i, _ in found), *too_late[:1]})),
    )


def gives_up(moment: Event) -> str:
    """What it means that *moment* is in vain, without a subject; empty if it is not."""
    in_vain = moment.action in ("timeout", "try", "try-down")
    if not in_vain or moment.value == "taken":
        return ""
    wanted = moment.value if moment.action == "timeout" else moment.action
    words = _IN_THE_LIBRARY if moment.call else _GIVES_UP
    return words.get(moment.call or wanted or "", "").format(x=moment.target or "it")


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
    # A function of the library takes its lock again, and gives it back, in any case.
    return own and same and not (later.call and later.action in ("acquire", "release"))
