"""Patterns in which threads wait for ever."""

from __future__ import annotations

from dataclasses import replace

from treadle.diagnosis import IN_THE_LIBRARY
from treadle.story.moment import STUCK, Moments, where
from treadle.story.patterns.accesses import find, puts, takes
from treadle.story.patterns.departed import with_the_departed
from treadle.story.patterns.looked_before import with_the_look_before
from treadle.story.patterns.missed_events import has_had_its_pulse, missed_event
from treadle.story.patterns.never_completed import never_completed
from treadle.story.patterns.notifications import IN_VAIN, lost_update_of_it, not_notified
from treadle.story.patterns.pattern import Pattern, all_who_wait, listed, waiting
from treadle.story.patterns.permits import MISSING, no_permit
from treadle.story.patterns.signals import stolen_wake_up
from treadle.story.words import waits_for
from treadle.task_diagnosis import NOT_WOKEN
from treadle.trace import AGAIN, Blocked

_POOL = "pool deadlock"

_LIBRARY = {
    "Queue.get": "for another item from {x}, and nobody is left to put one in",
    "Queue.put": "for room in {x}, and nobody is left to take anything out",
    "Queue.join": "until all of {x} is done",
    "Future.result": "for a result, and nobody is left to give it",
    "Barrier.wait": "at {x} for more threads than ever come",
}
"""What it means to wait for ever in a function of the standard library."""


def waiting_for_ever(moments: Moments) -> Pattern | None:
    """The pattern behind the threads that stand still."""
    blocked = moments.trace.blocked
    stolen = stolen_wake_up(moments)
    if not blocked or stolen is not None:
        return stolen
    if moments.verdict.kind == NOT_WOKEN:
        here = moments.stuck(blocked[0])
        return Pattern(NOT_WOKEN, moments.verdict.message, here, "sleeps on", (here,))
    cycle = _cycle(blocked)
    if cycle:
        return _told_cycle(moments, cycle)
    if moments.verdict.kind == _POOL:
        return _pool_deadlock(moments, [b for b in blocked if b.worker])
    for one in [b for b in blocked if b.action == "reacquire" and not b.call]:
        lost = lost_update_of_it(moments, one)
        if lost is not None:
            return lost
    in_vain = None
    by_blame = sorted(
        (b for b in blocked if b.action != "join"),
        key=lambda b: (_is_a_result(b), has_had_its_pulse(moments, b)),
    )
    for one in by_blame or blocked:
        found = _one(moments, one)
        if found is not None:
            kept_out = _kept_out(moments, one)
            if found.name == MISSING and kept_out:  # perhaps who would give one back
                return _lock_never_released(moments, kept_out[0], moments.stuck(kept_out[0]))
            found = with_the_departed(moments, found, one)
            sentence = _joined(moments, found) + _holding(moments, one) + _at_exit(moments, one)
            found = with_the_look_before(moments, replace(found, sentence=sentence), one)
            if found.name != IN_VAIN:
                return found
            in_vain = in_vain or found
    return in_vain


def _is_a_result(one: Blocked) -> bool:
    """Whether *one* waits for what somebody has to give who may wait for something else."""
    return one.action == "future"


def _kept_out(moments: Moments, one: Blocked) -> list[Blocked]:
    """Who waits for a lock that *one* holds while it waits."""
    waiting_for_it = [b for b in moments.trace.blocked if b.holder == one.thread]
    return [b for b in waiting_for_it if b.action != "join" and b is not one]


def _holding(moments: Moments, one: Blocked) -> str:
    """A clause on who cannot help *one*, because of what that holds while it waits."""
    kept_out = _kept_out(moments, one)
    if not kept_out:
        return ""
    names = listed([moments.name(b.thread) for b in kept_out])
    wait = "waits" if len(kept_out) == 1 else "wait"
    lock = kept_out[0].target or "a lock"
    return f" Meanwhile {moments.name(one.thread)} holds {lock}, for which {names} {wait}."


def _at_exit(moments: Moments, one: Blocked) -> str:
    """A sentence on what comes too late to help *one*, because the program waits for that first."""
    trace = moments.trace
    if not (trace.over and trace.at_exit) or one.thread in trace.daemons:
        return ""
    return (
        " What atexit was given comes only when all threads have ended that are no daemons, and "
        f"{moments.name(one.thread)} is none."
    )


def _joined(moments: Moments, found: Pattern) -> str:
    """What *found* says, and who puts nothing in because it waits for somebody in it to end."""
    stuck = {moments[i].thread for i in found.moments if moments[i].action == STUCK}
    waiters = [
        b
        for b in moments.trace.blocked
        if b.action == "join" and b.place is not None and b.holder in stuck
    ]
    if found.name != IN_THE_LIBRARY["Queue.get"][0] or not waiters:
        return found.sentence
    waits = [
        f"{moments.name(b.thread)} waits for {moments.name(b.holder or 0)} to end "
        f"({where(b.place)})"
        for b in waiters
    ]
    return f"{found.sentence[:-1]}: {listed(waits)}."


def _pool_deadlock(moments: Moments, workers: list[Blocked]) -> Pattern:
    stuck = sorted(moments.stuck(b) for b in workers)
    names = [moments.name(moments[i]) for i in stuck]
    wait, other = ("waits", "another task") if len(names) == 1 else ("wait", "other tasks")
    sentence = f"{listed(names)} {wait} for {other}, and no worker is left to begin {_it(names)}."
    remark = "a worker that waits begins nothing else"
    return waiting(moments, _POOL, sentence, stuck[-1], remark, also=stuck)


def _it(names: list[str]) -> str:
    return "it" if len(names) == 1 else "them"


def _one(moments: Moments, one: Blocked) -> Pattern | None:
    here = moments.stuck(one)
    x = one.target or "it"
    if one.call in _LIBRARY:
        name, goal = IN_THE_LIBRARY[one.call][0], _LIBRARY[one.call]
        sentence = f"{all_who_wait(moments, one)} {goal.format(x=x)}."
        if one.call == "Queue.get":
            return _missing_item(moments, one, here)
        if one.call == "Queue.join":
            sentence = sentence[:-1] + _tasks(moments, one)
        if one.call == "Barrier.wait":
            sentence += _gone(moments)
        return waiting(moments, name, sentence, here, "")
    finders = {
        "acquire": _lock_never_released,
        "reacquire": not_notified,
        "down": no_permit,
        "await": missed_event,
        "future": never_completed,
    }
    if one.action in finders:
        return finders[one.action](moments, one, here)
    return _missing_item(moments, one, here) if one.action == "get" else None


def _missing_item(moments: Moments, one: Blocked, here: int) -> Pattern:
    """A waits for one more item; what it, or somebody else, got last may have been the end.

    What stands for the end is None, as a rule, or has a name in capitals.
    """
    name, goal = IN_THE_LIBRARY["Queue.get"][0], _LIBRARY["Queue.get"]
    sentence = f"{all_who_wait(moments, one)} {goal.format(x=one.target or 'it')}."
    got = [i for i, m in enumerate(moments) if takes(m) and m.target == one.target != ""]
    last = moments[got[-1]] if got else None
    if last is None or last.value is None or not (last.value == "None" or last.value.isupper()):
        return waiting(moments, name, sentence, here, "")
    gone = f", {last.value} has gone to {moments.name(last)}, and nobody"
    return waiting(moments, name, sentence.replace(", and nobody", gone), here, "", also=got[-1:])


def _tasks(moments: Moments, one: Blocked) -> str:
    """How many tasks were put into the queue that *one* waits for, and are done."""
    about = [m for m in moments if m.target == one.target]
    put = sum(map(puts, about))
    done = sum(m.call == "Queue.task_done" and m.action in ("acquire", "done") for m in about)
    often = {0: "not called", 1: "called once"}.get(done, f"called {done} times")
    text = f"; {put} {'was' if put == 1 else 'were'} put in, and task_done() was {often}."
    for other in moments.trace.blocked:
        if (other.call, other.target) == ("Queue.put", one.target):
            text += f" Meanwhile {moments.name(other.thread)} {waits_for(other)}."
    return text + _not_taken(moments, one, put)


def _not_taken(moments: Moments, one: Blocked, put: int) -> str:
    """A sentence on what is left of *put* tasks, if all who took the others have ended."""
    took = [m.thread for m in moments if takes(m) and m.target == one.target]
    staff = sorted(set(took))
    if len(took) >= put or not staff or not all(map(moments.ended, staff)):
        return ""
    left = put - len(took)
    is_left = "one of them is" if left == 1 else f"{left} of them are"
    ended = f"{'has' if len(staff) == 1 else 'have'} ended"
    names = listed([moments.name(t) for t in staff])
    return f" {is_left.capitalize()} still in it, and {names}, who took the rest, {ended}."


def _gone(moments: Moments) -> str:
    """A sentence on the threads that have ended, and will not come any more."""
    trace = moments.trace
    gone = [t for t in range(1, len(trace.threads)) if moments.ended(t)]
    names = [moments.name(t) for t in gone]
    if len(gone) == 1:
        last = [m for m in moments if m.thread == gone[0] and m.place and m.action != "release"]
        at = f", after {where(last[-1].place)}" if last else ""
        return f" {names[0]} has ended{at}."
    return f" {listed(names)} have ended." if names else ""


def _told_cycle(moments: Moments, cycle: list[Blocked]) -> Pattern:
    here = moments.stuck(max(cycle, key=lambda b: _last_step(moments, b)))
    if len(cycle) == 1:
        me, x = moments.name(cycle[0].thread), cycle[0].target or "a lock"
        sentence = f"{me} waits for {x}, which it holds itself."
        taken = _taken(moments, cycle[0])
        return waiting(
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
    return waiting(
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
        sentence = f"{all_who_wait(moments, one)} for {x}, and nobody is left to give it back."
        return waiting(moments, "lock never released", sentence, here, "")
    taken = _taken(moments, one)
    they, me = moments.name(one.holder), moments.name(one.thread)
    if one.loop:
        sentence = f"{they} holds {x}, a lock of threads, while it awaits; {me} waits for {x} and "
        sentence += f"stops the whole loop, so {they} never goes on, and never gives it back."
        return waiting(moments, "lock held over an await", sentence, here, "stops the loop", taken)
    ended = moments.ended(one.holder)
    once_more, it = "", "it"
    if taken and moments[taken[-1]].action == AGAIN:
        at_line = where(moments[taken[-1]].place)
        once_more, it = f", which it had already, once more ({at_line}),", "that"
    at = taken[-1] if taken and ended else here
    how = f"and ended without giving {it} back" if ended else f"and does not give {it} back"
    sentence = f"{they} took {x}{once_more} {how}, so {me} waits for it for ever."
    busy = [b for b in moments.trace.blocked if b.thread == one.holder]
    if busy:
        sentence = f"{they} took {x} and {waits_for(busy[0])} while it holds that, so "
        sentence += f"{all_who_wait(moments, one)} for it for ever."
        if taken:
            remark = "kept while it waits"
            return waiting(moments, "lock never released", sentence, taken[-1], remark, [here])
    return waiting(moments, "lock never released", sentence, at, "never given back", also=taken)


def _last_step(moments: Moments, one: Blocked) -> int:
    """When the thread took its last step, after which it stood still."""
    mine = find(moments, by=one.thread)
    return max((i for i in mine if moments[i].action != STUCK), default=-1)


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
    if one.holder is None:
        return []
    return find(moments, "acquire", "try", AGAIN, by=one.holder, obj=one.obj)[-1:]
