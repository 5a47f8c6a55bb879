"""Which moments of an execution are worth telling."""

from __future__ import annotations

from treadle import verdict as verdicts
from treadle.naming import CHECKS
from treadle.story.moment import FAIL, NOTED, RAISE, STUCK, Moments
from treadle.story.patterns.pattern import CROWD, Pattern, in_the_making, is_test
from treadle.story.timing import sleep_to_tell
from treadle.story.words import LIBRARY
from treadle.trace import OVER, Event, Place

_SILENT = frozenset({"begin", "end", "sleep", "spin", "join", "suspend", "swallow"})


def worth_telling(moments: Moments, pattern: Pattern | None) -> list[int]:
    """The indexes of the moments that have to do with what went wrong."""
    key = set(pattern.moments) if pattern is not None else set()
    slept = sleep_to_tell(moments, pattern)
    if pattern is not None and pattern.alone:
        return sorted(key)
    shared = _shared(moments)
    # What is looked at to decide something may be meant to keep others out.
    flags = {_shared_as(m) for m in moments if m.action == "read" and m.part and is_test(m)}
    flags &= shared
    apart = _of_one_thread(moments)
    raised = {(m.thread, m.place) for m in moments if m.action == RAISE}
    found = []
    previous: dict[int, Event] = {}
    for i, moment in enumerate(moments):
        before = previous.get(moment.thread)
        previous[moment.thread] = moment
        if i in key or moment is slept:
            told = True
        elif moment.action == "suspend":
            told = (before is None or before.action != "suspend") and _between(moments, key, i)
        elif moment.action in ("read", "write"):
            told = moment.place is not None and not in_the_making(moment)
            told = told and (
                (moment.thread, moment.place) in raised
                or _shared_as(moment) in flags
                or (
                    pattern.concerns(moment)
                    if pattern and pattern.about
                    else _shared_as(moment) in shared
                )
            )
        elif moment.action == "join":
            told = pattern is None and _holds_up_others(moments, i)
        else:
            told = not (_is_dull(moment, before) or (key and moment.obj in apart))
        if told:
            found.append(i)
    if any(not moments[i].alone for i in found):  # what was done to prepare is left out
        found = [i for i in found if not moments[i].alone or i in key]
    if pattern is None and moments.verdict.name == verdicts.WRONG_RESULT:
        found = sorted({*found, *_unseen(moments, found)})
    # An assertion is told where it stands only if its thread has more to tell.
    busy = {moments[i].thread for i in found if moments[i].action != FAIL}
    found = [i for i in found if moments[i].thread in busy or i in key]
    name = moments.verdict.name
    if pattern is None and (name == verdicts.NEVER_AWAITED or _is_beside(moments, found)):
        return []
    crowd = _crowd(moments)
    at = None if pattern is None else pattern.at
    found = [i for i in found if moments[i].thread not in crowd or i == at]
    return [i for i in found if not (moments[i].action == "suspend" and _is_for_ever(moments, i))]


def _crowd(moments: Moments) -> set[int]:
    """Of many threads that stand still at one line, all but the first two."""
    standing: dict[Place | None, list[int]] = {}
    for moment in moments:
        if moment.action == STUCK:
            standing.setdefault(moment.place, []).append(moment.thread)
    return {t for threads in standing.values() if len(threads) > CROWD for t in threads[2:]}


def _unseen(moments: Moments, found: list[int]) -> list[int]:
    """If *found*, of several threads, has no value: where they change any, or else look at any."""
    busy = {moments[i].thread for i in found}
    seen = [moments[i] for i in found if moments[i].action in ("read", "write")]
    if len(busy) < 2 or any(m.part for m in seen):
        return []
    values = [
        i
        for i, m in enumerate(moments)
        if m.action in ("read", "write") and m.thread in busy and not m.alone
        if m.part and m.place is not None and not in_the_making(m)
    ]
    writes = [i for i in values if moments[i].action == "write"]
    return writes or [i for i in values if is_test(moments[i])]


def _is_beside(moments: Moments, found: list[int]) -> bool:
    """Whether all that happens at *found* is the check at work, or the end of the program."""
    if moments.verdict.name not in (verdicts.WRONG_RESULT, verdicts.BLOCKED_LOOP):
        return False
    return all(_is_aside(moments[i]) for i in found if moments[i].action != FAIL)


def _is_aside(moment: Event) -> bool:
    if moment.action == "cancelled":
        return moment.value == OVER
    return moment.action != "timeout" and moment.target.startswith(CHECKS)


def _holds_up_others(moments: Moments, i: int) -> bool:
    """Whether a thread begins only after the wait for another one at moment *i*."""
    wrong = moments.verdict.name == verdicts.WRONG_RESULT and moments[i].place is not None
    return wrong and moments[i].waited and any(m.action == "begin" for m in moments[i + 1 :])


def _between(moments: Moments, key: set[int], i: int) -> bool:
    """Whether the task of moment *i* has something to do with it both before and after."""
    mine = [k for k in key if moments[k].thread == moments[i].thread]
    return bool(mine) and min(mine) < i < max(mine)


def _is_for_ever(moments: Moments, i: int) -> bool:
    """Whether the task of moment *i* does nothing more after it than be stuck there."""
    after = [m for m in moments[i + 1 :] if m.thread == moments[i].thread]
    return bool(after) and after[0].action == STUCK


def _shared(moments: Moments) -> set[tuple[int, str]]:
    """What several threads use, and one of them changes."""
    users: dict[tuple[int, str], set[int]] = {}
    changed = set()
    for moment in moments:
        if moment.action in ("read", "write", "set", "clear"):
            users.setdefault(_shared_as(moment), set()).add(moment.thread)
            if moment.action != "read":
                changed.add(_shared_as(moment))
    return {part for part in changed if len(users[part]) > 1}


def _of_one_thread(moments: Moments) -> set[int]:
    """Of several events of one name those that one thread only has to do with, and never waits."""
    users: dict[int, set[int]] = {}
    waited = {m.obj for m in moments if m.action in ("wait", STUCK, "timeout")}
    for moment in moments:
        users.setdefault(moment.obj, set()).add(moment.thread)
    events = {m.obj for m in moments if m.action in ("set", "clear") and " #" in m.target}
    return {obj for obj in events - waited if len(users[obj]) == 1}


def _shared_as(moment: Event) -> tuple[int, str]:
    """What *moment* accesses: an attribute of an object, or all of a collection."""
    return moment.obj, "" if moment.part.startswith("[") else moment.part


def _is_dull(moment: Event, before: Event | None) -> bool:
    """Whether *moment*, which comes after *before* in its thread, is never worth telling."""
    if moment.action in _SILENT or (moment.action == STUCK and moment.value == "join"):
        return True
    if moment.action == NOTED and moment.place is None:
        return True
    if moment.action == "wait" and moment.call == "Future.result":
        return True  # as dull as a join
    if moment.place is None and moment.call and moment.call not in LIBRARY:
        return True  # the standard library at work for itself
    # A function of the standard library takes its lock again after it has waited.
    return (
        moment.action == "acquire"
        and bool(moment.call)
        and before is not None
        and (before.call, before.place) == (moment.call, moment.place)
        and before.action != "release"
    )
