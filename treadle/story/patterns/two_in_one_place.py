"""Two events for one thing: one is waited for, and the other one is set."""

from __future__ import annotations

from dataclasses import replace

from treadle.story.moment import Moments
from treadle.story.patterns.accesses import about, find, one_line
from treadle.story.patterns.pattern import Pattern, what
from treadle.trace import Blocked, Event


def two_in_one_place(moments: Moments, found: Pattern, one: Blocked) -> Pattern:
    """*found*, of an event that nobody sets, with another in the same place, which was set."""
    writes = [(i, _place(moments, i)) for i in find(moments, "write") if not moments[i].alone]
    sets = {moments[i].target: i for i in find(moments, "set")}
    mine = [(i, place) for i, place in writes if moments[i].value == one.target != ""]
    for i, place in mine:
        others = [j for j, there in writes if there == place and moments[j].value in sets]
        others = [j for j in others if moments[j].thread != moments[i].thread]
        if place is None or not others:
            continue
        first, last = sorted((i, others[-1]))
        a, b = moments[first], moments[last]
        other = moments[others[-1]].value or ""
        setter = moments[sets[other]]
        sentence = (
            f"{found.sentence} {moments.name(a)} puts {a.value} into {place[1]}, and "
            f"{moments.name(b)} puts {b.value} in its place; {moments.name(setter)} sets {other}."
        )
        return replace(
            found,
            sentence=sentence,
            at=last,
            remark=f"there is {a.value} already",
            moments=tuple(sorted({*found.moments, first, last, sets[other]})),
            about=about(a, b, setter, moments[found.at]),
        )
    return found


def _place(moments: Moments, write: int) -> tuple[int, str] | None:
    """Where something is put at *write*: the object, and the attribute or item, in words.

    A `defaultdict` that makes what it does not have is asked for it first.
    """
    change = moments[write]
    asked: list[Event] = [change]
    if not change.part:
        before = [moments[i] for i in find(moments, by=change.thread, before=write)[-1:]]
        asked = [m for m in before if m.obj == change.obj and one_line(m, change)]
    return next(((m.obj, what(m)) for m in asked if m.part), None)
