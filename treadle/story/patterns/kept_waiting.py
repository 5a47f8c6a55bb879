"""The pattern in which a check waits in vain for somebody who is kept waiting by the program."""

from __future__ import annotations

from dataclasses import dataclass

from treadle.naming import CHECKS
from treadle.story.moment import Moments, where
from treadle.story.patterns.pattern import Pattern, listed


@dataclass(frozen=True, slots=True)
class _Wait:
    """A thread that waits for a lock, taken by another at the moment *taken*, and got at *got*."""

    thread: int
    holder: int
    obj: int
    target: str
    taken: int
    got: int


def kept_waiting(moments: Moments) -> Pattern | None:
    """A waits for the check, in vain: B, which would let it go on, waits for what A holds."""
    for i, moment in enumerate(moments):
        if moment.action != "timeout" or not moment.target.startswith(CHECKS):
            continue
        waits = _behind(moment.thread, _waits(moments, i))
        if not waits:
            continue
        together: dict[int, list[_Wait]] = {}
        for one in waits:
            together.setdefault(one.obj, []).append(one)
        clauses = []
        for crowd in together.values():
            names = [moments.name(one.thread) for one in crowd]
            verb = "waits" if len(names) == 1 else "wait"
            holder = moments.name(crowd[0].holder)
            at = where(moments[crowd[0].got].place)
            clauses.append(
                f"{listed(names)} {verb} for {crowd[0].target} ({at}), which {holder} holds"
            )
        all_of_them = listed([moments.name(one.thread) for one in waits])
        return Pattern(
            "wrong result",  # as what the assertion says, for it is that which fails
            f"Kept waiting: until {moments.name(moment)} goes on at {where(moment.place)}, "
            f"{'; '.join(clauses)}.",
            at=i,
            remark=f"all this time {all_of_them} {'waits' if len(waits) == 1 else 'wait'}",
            moments=tuple(sorted({i, *(one.taken for one in waits)})),
            about=frozenset((one.obj, "") for one in waits),
        )
    return None


def _waits(moments: Moments, now: int) -> list[_Wait]:
    """Who waits at the moment *now* for a lock of the program, by what happens next."""
    owners: dict[int, list[int]] = {}
    for i, moment in enumerate(moments[:now]):
        if moment.action in ("acquire", "reacquire") or moment.value == "taken":
            owners.setdefault(moment.obj, []).append(i)
        elif moment.action in ("release", "wait") and owners.get(moment.obj):
            owners[moment.obj].pop()
    found: dict[int, _Wait | None] = {}
    for i in range(now + 1, len(moments)):
        moment = moments[i]
        if moment.thread in found:
            continue
        taken = owners.get(moment.obj)
        held = moment.action == "acquire" and moment.waited and bool(taken)
        if not held or not taken or moment.target.startswith(CHECKS):
            found[moment.thread] = None
            continue
        holder = moments[taken[0]].thread
        found[moment.thread] = _Wait(moment.thread, holder, moment.obj, moment.target, taken[0], i)
    return [one for one in found.values() if one is not None and one.holder != one.thread]


def _behind(thread: int, waits: list[_Wait]) -> list[_Wait]:
    """Those of *waits* that can only end when *thread* goes on, the nearest first."""
    found: list[_Wait] = []
    ahead = [thread]
    while ahead:
        nearest = [one for one in waits if one.holder in ahead and one not in found]
        found += nearest
        ahead = [one.thread for one in nearest]
    return found
