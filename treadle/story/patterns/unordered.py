"""The data race: two accesses that nothing orders, and what would."""

from __future__ import annotations

from treadle.story.moment import Moments, where
from treadle.story.patterns.accesses import about
from treadle.story.patterns.pattern import Pattern, listed, what
from treadle.trace import Event, Race

_VERBS = {"read": "reads", "write": "writes"}


def data_race(moments: Moments) -> Pattern | None:
    """A and B use one variable, one of them changes it, and neither has to wait for the other."""
    race = moments.trace.race
    if race is None:
        return None
    first, second = moments[race.first], moments[race.second]
    sentence = (
        f"Data race: {_does(moments, first, what(first))}, {_does(moments, second, 'it')}, "
        "and nothing orders the two: either may come first."
    )
    return Pattern(
        "data race",
        sentence,
        at=race.second,
        remark=f"nothing makes it wait for {moments.name(first)}",
        moments=(race.first, race.second),
        about=about(first, second),
    )


def what_would_order(moments: Moments, race: Race) -> list[str]:
    """The ways to order the two accesses of *race*, the best first."""
    first, second = moments[race.first], moments[race.second]
    ways = [_common_lock(moments, first, second)]
    if race.parent is not None:
        mine, other = (first, second) if first.thread == race.parent else (second, first)
        child, verb = moments.name(other), _VERBS[mine.action]
        ways.append(
            f"waiting for {child} to end, by join(), before {moments.name(mine)} {verb} "
            f"{what(mine)}{_at(mine)}"
        )
    return ways


def _common_lock(moments: Moments, first: Event, second: Event) -> str:
    mine, theirs = sorted(set(first.held)), sorted(set(second.held))
    a, b = moments.name(first), moments.name(second)
    if mine and theirs:
        return (
            f"the same lock, held by both: {a} holds {listed(mine)}{_at(first)}, "
            f"{b} holds {listed(theirs)}{_at(second)}"
        )
    if mine or theirs:
        lock = (mine or theirs)[-1]
        has, lacks = (first, second) if mine else (second, first)
        return (
            f"a lock held by both: {moments.name(has)} holds {lock}{_at(has)}, "
            f"{moments.name(lacks)} does not{_at(lacks)}"
        )
    return "a lock held by both: neither holds one"


def _does(moments: Moments, moment: Event, x: str) -> str:
    return f"{moments.name(moment)} {_VERBS[moment.action]} {x}{_at(moment)}"


def _at(moment: Event) -> str:
    return f" at {where(moment.place)}" if moment.place is not None else ""
