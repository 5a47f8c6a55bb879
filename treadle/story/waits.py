"""Patterns in which a thread waits for ever: deadlocks."""

from __future__ import annotations

from treadle.story.moment import STUCK, Moments
from treadle.story.pattern import Pattern, listed, overlap, same_function, what
from treadle.trace import Blocked

_LIBRARY = {
    "Queue.get": (
        "missing sentinel",
        "for another item from {x}, and nobody is left to put one in",
    ),
    "Queue.put": ("full queue", "for room in {x}, and nobody is left to take anything out"),
    "Queue.join": ("task never done", "until all of {x} is done, and some of it never is"),
    "Future.result": ("missing result", "for a result, and nobody is left to give it"),
    "Barrier.wait": ("missing party", "at {x} for more threads than ever come"),
}
"""What it means to wait for ever in a function of the standard library."""


def waiting_for_ever(moments: Moments) -> Pattern | None:
    """The pattern behind the threads that stand still."""
    blocked = moments.trace.blocked
    stolen = stolen_wake_up(moments)
    if not blocked or stolen is not None:
        return stolen
    cycle = _cycle(blocked)
    if cycle:
        return _told_cycle(moments, cycle)
    waiting = [b for b in blocked if b.action != "join"] or blocked
    for one in waiting:
        found = _one(moments, one)
        if found is not None:
            return found
    return None


def _one(moments: Moments, one: Blocked) -> Pattern | None:
    here = moments.stuck(one)
    x = one.target or "it"
    if one.call in _LIBRARY:
        name, goal = _LIBRARY[one.call]
        sentence = f"{_all_who_wait(moments, one)} {goal.format(x=x)}."
        return _pattern(moments, name, sentence, here, "")
    finders = {
        "acquire": _lock_never_released,
        "reacquire": _lost_wake_up,
        "down": _permit_leak,
        "await": _missed_event,
    }
    if one.action in finders:
        return finders[one.action](moments, one, here)
    if one.action == "get":
        name, goal = _LIBRARY["Queue.get"]
        sentence = f"{_all_who_wait(moments, one)} {goal.format(x=x)}."
        return _pattern(moments, name, sentence, here, "")
    return None


def _told_cycle(moments: Moments, cycle: list[Blocked]) -> Pattern:
    here = moments.stuck(max(cycle, key=lambda b: _last_step(moments, b)))
    if len(cycle) == 1:
        me, x = moments.name(cycle[0].thread), cycle[0].target or "a lock"
        sentence = f"{me} waits for {x}, which it holds itself."
        taken = _taken(moments, cycle[0])
        return _pattern(
            moments, "self-deadlock", sentence, here, f"{me} holds it itself", also=taken
        )
    stuck = [moments.stuck(b) for b in cycle]
    waits = [
        f"{moments.name(b.thread)} waits for "
        + (
            f"{moments.name(b.holder)} to end"
            if b.action == "join" and b.holder is not None
            else f"{b.target or 'a lock'}, which {moments.name(b.holder or 0)} holds"
        )
        for b in cycle
    ]
    locks = all(b.action == "acquire" for b in cycle)
    sentence = (", and " if len(waits) == 2 else "; ").join(waits) + "."
    return _pattern(
        moments,
        "lock cycle" if locks else "wait cycle",
        sentence,
        here,
        "closes the circle",
        also=[*stuck, *(i for b in cycle for i in _taken(moments, b))],
    )


def _lock_never_released(moments: Moments, one: Blocked, here: int) -> Pattern:
    x = one.target or "a lock"
    if one.holder is None:
        sentence = f"{_all_who_wait(moments, one)} for {x}, and nobody is left to give it back."
        return _pattern(moments, "lock never released", sentence, here, "")
    taken = _taken(moments, one)
    they, me = moments.name(one.holder), moments.name(one.thread)
    ended = moments.ended(one.holder)
    at = taken[-1] if taken and ended else here
    how = "and ended without giving it back" if ended else "and does not give it back"
    sentence = f"{they} took {x} {how}, so {me} waits for it for ever."
    return _pattern(moments, "lock never released", sentence, at, "never given back", also=taken)


def _lost_wake_up(moments: Moments, one: Blocked, here: int) -> Pattern:
    me, x = moments.name(one.thread), one.target
    calls = [i for i, m in enumerate(moments) if m.action == "notify" and m.obj == one.obj]
    if not calls:
        sentence = f"{me} waits to be notified of {x}, and nobody ever notifies it."
        return _pattern(moments, "missing notification", sentence, here, "")
    missed = [
        i
        for i in calls
        if _decided(moments, here) < i < here
        and moments[i].woken == 0
        and moments[i].thread != one.thread
    ]
    if missed:
        they = moments.name(moments[missed[-1]])
        sentence = (
            f"{they} notifies {x} while nobody is waiting, and a notification is not kept: "
            f"{me} begins to wait too late and waits for ever."
        )
        return _pattern(
            moments, "lost wake-up", sentence, missed[-1], f"{me} does not wait yet", also=[here]
        )
    crowd = [i for i in calls if moments[i].woken > 1]
    if crowd:
        they, n = moments.name(moments[crowd[-1]]), moments[crowd[-1]].woken
        sentence = (
            f"{they} notifies {x} while {n} threads wait for it, and does not wake them all: "
            f"{me} waits for ever."
        )
        return _pattern(
            moments, "lost wake-up", sentence, crowd[-1], f"does not wake {me}", also=[here]
        )
    sentence = f"{me} waits to be notified of {x} again, and nobody is left to do it."
    return _pattern(moments, "lost wake-up", sentence, here, "", also=[here])


def _decided(moments: Moments, wait: int) -> int:
    """When the thread that begins to wait at *wait* last looked whether it has to; -1 for never."""
    for i in range(wait - 1, -1, -1):
        moment = moments[i]
        if moment.thread == moments[wait].thread:
            if moment.action == "reacquire":
                return i
            if moment.action == "read" and same_function(moment, moments[wait]):
                return i
    return -1


def _permit_leak(moments: Moments, one: Blocked, here: int) -> Pattern:
    me, x = moments.name(one.thread), one.target
    taken: dict[int, list[int]] = {}
    for i, moment in enumerate(moments):
        if moment.obj == one.obj and moment.action in ("down", "try-down"):
            taken.setdefault(moment.thread, []).append(i)
        elif moment.obj == one.obj and moment.action == "up" and taken.get(moment.thread):
            taken[moment.thread].pop()
    leaks = [i for thread, left in taken.items() for i in left if moments.ended(thread)]
    if leaks:
        they = moments.name(moments[leaks[0]])
        sentence = (
            f"{they} took a permit of {x} and ended without giving it back, "
            f"so {me} waits for one for ever."
        )
        return _pattern(moments, "permit leak", sentence, leaks[0], "never given back")
    sentence = f"{me} waits for a permit of {x}, and nobody is left to give one back."
    return _pattern(moments, "permit leak", sentence, here, "")


def _missed_event(moments: Moments, one: Blocked, here: int) -> Pattern:
    me, x = moments.name(one.thread), one.target
    touched = [i for i, m in enumerate(moments) if m.obj == one.obj]
    sets = [i for i in touched if moments[i].action == "set"]
    clears = [i for i in touched if moments[i].action == "clear" and sets and i > sets[0]]
    if clears:
        they = moments.name(moments[clears[-1]])
        mine = moments[clears[-1]].thread == one.thread
        sentence = (
            f"{me} clears {x} after it was set, and then waits for it to be set again."
            if mine
            else f"{x} is set, and {they} clears it again before {me} gets to see it: "
            f"{me} waits for ever."
        )
        return _pattern(
            moments,
            "missed pulse",
            sentence,
            clears[-1],
            "wipes out the signal" if mine else f"{me} has not seen it",
            also=sets[-1:],
        )
    sentence = f"{_all_who_wait(moments, one)} for {x} to be set, and nobody ever sets it."
    return _pattern(moments, "missed event", sentence, here, "")


def stolen_wake_up(moments: Moments) -> Pattern | None:
    """A is woken and goes on, although what it waited for is gone again: `if`, not `while`."""
    for q, woken in enumerate(moments):
        if woken.action != "reacquire":
            continue
        w = _before(moments, q, woken.thread, "wait")
        r = None if w is None else _before(moments, w, woken.thread, "read")
        if w is None or r is None or not same_function(moments[r], moments[w]):
            continue
        looked = moments[r]
        place = looked.place
        if place is None or not place.source.strip().startswith("if ") or looked.value is None:
            continue
        changes = [
            i for i in range(w, q) if moments[i].action == "write" and overlap(moments[i], looked)
        ]
        after = next((m for m in moments[q + 1 :] if m.thread == woken.thread), None)
        looks_again = after is not None and after.action == "read" and overlap(after, looked)
        if not changes or looks_again or moments[changes[-1]].value != looked.value:
            continue
        thief = moments[changes[-1]]
        me, they, x = moments.name(woken), moments.name(thief), what(looked)
        sentence = (
            f"{me} is woken, but before it gets to run {they} makes {x} {thief.value} again, and "
            f"{me} goes on without looking: it needs `while`, not `if`."
        )
        return Pattern(
            "stolen wake-up",
            f"Stolen wake-up: {sentence}",
            at=q,
            remark=f"does not look at {x} again",
            moments=(r, w, changes[-1], q),
        )
    return None


# -- what they are found with ------------------------------------------------------------------


def _pattern(
    moments: Moments, name: str, sentence: str, at: int, remark: str, also: list[int] | None = None
) -> Pattern:
    key = tuple(sorted({at, *(also or [])}))
    return Pattern(name, f"{name[0].upper()}{name[1:]}: {sentence}", at, remark, key)


def _all_who_wait(moments: Moments, one: Blocked) -> str:
    """Who waits for what *one* waits for, with the verb: "ann waits", "ann and bob wait"."""
    names = [
        moments.name(b.thread)
        for b in moments.trace.blocked
        if (b.action, b.obj, b.call) == (one.action, one.obj, one.call)
    ]
    return f"{listed(names)} {'waits' if len(names) == 1 else 'wait'}"


def _before(moments: Moments, end: int, thread: int, action: str) -> int | None:
    """The last *action* of *thread* before *end*."""
    for i in range(end - 1, -1, -1):
        if moments[i].thread == thread and moments[i].action == action:
            return i
    return None


def _last_step(moments: Moments, one: Blocked) -> int:
    """When the thread took its last step, after which it stood still."""
    return max(
        (i for i, m in enumerate(moments) if m.thread == one.thread and m.action != STUCK),
        default=-1,
    )


def _cycle(blocked: list[Blocked]) -> list[Blocked]:
    """Threads each of which waits for the next, and the last for the first; empty if none do."""
    by_thread = {b.thread: b for b in blocked}
    for start in blocked:
        path: list[Blocked] = []
        one: Blocked | None = start
        while one is not None and one not in path:
            path.append(one)
            one = by_thread.get(one.holder) if one.holder is not None else None
        if one is not None:
            return path[path.index(one) :]
    return []


def _taken(moments: Moments, one: Blocked) -> list[int]:
    """Where the holder took what *one* waits for: at most one moment."""
    found = [
        i
        for i, m in enumerate(moments)
        if m.thread == one.holder and m.obj == one.obj and m.action in ("acquire", "try")
    ]
    return found[-1:]
