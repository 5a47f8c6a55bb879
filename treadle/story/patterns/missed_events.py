"""Patterns of an event that nobody sets, or that somebody clears too early."""

from __future__ import annotations

import ast
import itertools
import linecache
import re
from dataclasses import replace

from treadle.story.moment import Moments, where
from treadle.story.patterns.accesses import about, find
from treadle.story.patterns.pattern import Pattern, all_who_wait, overlap, waiting, what
from treadle.story.patterns.races import lost_update
from treadle.story.patterns.two_in_one_place import two_in_one_place
from treadle.trace import ERROR, OVER, Blocked, Event


def missed_event(moments: Moments, one: Blocked, here: int) -> Pattern:
    """A waits for an event that nobody sets, or that was cleared before A looked."""
    me, x = moments.name(one.thread), one.target
    sets = find(moments, "set", obj=one.obj)
    clears = find(moments, "clear", obj=one.obj, after=sets[0]) if sets else []
    twice = _set_twice(moments, one.obj)
    if twice:
        first, again = moments[twice[0]], moments[twice[1]]
        who = f"{moments.name(first)} sets {x}, and {moments.name(again)}"
        if first.thread == again.thread:
            who = f"{moments.name(first)} sets {x}, and"
        sentence = (
            f"{who} sets it once more before {me} has seen it: of two signals one is left, and "
            f"{me}, which waits for the other, waits for ever."
        )
        written = _overwritten_unread(moments, twice)
        if written:
            first_put = moments[written[0]]
            sentence = (
                f"{sentence[:-1]}; {first_put.value or 'what it had to tell'}, which "
                f"{moments.name(first_put)} put into {what(first_put)}, is overwritten unread."
            )
        also = [twice[0], *written, here]
        remark = "it is set already"
        return waiting(moments, "missed pulse", sentence, twice[1], remark, also=also)
    lost = lost_update(moments)
    since = lost is not None and not any(i > lost.at for i in sets)
    if lost is not None and since and _is_set_because_of(moments[lost.at], x):
        sentence = (
            f"{lost.sentence} Whether {x} is set depends on {what(moments[lost.at])}: "
            f"nobody sets it, and {all_who_wait(moments, one)} for that for ever."
        )
        return replace(lost, sentence=sentence, moments=(*lost.moments, here))
    if clears:
        they = moments.name(moments[clears[-1]])
        mine = moments[clears[-1]].thread == one.thread
        sentence = (
            f"{me} clears {x} after it was set, and then waits for it to be set again."
            if mine
            else f"{x} is set, and {they} clears it again before {me} gets to see it: "
            f"{me} waits for ever."
        )
        return waiting(
            moments,
            "missed pulse",
            sentence,
            clears[-1],
            "wipes out the signal" if mine else f"{me} has not seen it",
            also=sets[-1:],
        )
    left = _left_unset(moments, one)
    if left is not None:
        made, end = left
        they, at = moments.name(moments[end]), where(moments[end].place)
        how = f"but {moments[end].value} ended {moments[end].within}() at {at}"
        if moments[end].action == "cancelled":
            how = f"is cancelled at {at}"
        sentence = (
            f"{all_who_wait(moments, one)} for {x} to be set; {they} has made it, {how}, "
            "and nobody sets it."
        )
        remark = f"leaves without setting {x}"
        found = waiting(moments, "missed event", sentence, end, remark, also=[made, here])
        return replace(found, about=about(moments[made], moments[here]))
    sentence = f"{all_who_wait(moments, one)} for {x} to be set, and nobody ever sets it."
    found = waiting(moments, "missed event", sentence, here, "")
    return two_in_one_place(moments, found, one)


def has_had_its_pulse(moments: Moments, one: Blocked) -> bool:
    """Whether *one* has seen the event that it waits for when it was set last, and cleared it.

    So it has missed nothing: who is to set it again does not come to that.
    """
    clears = find(moments, "clear", obj=one.obj)[-1:] if one.action == "await" else []
    if not clears or moments[clears[0]].thread != one.thread:
        return False
    sets = find(moments, "set", obj=one.obj)[-1:]
    seen = find(moments, "await", obj=one.obj, by=one.thread, before=clears[0])[-1:]
    return sets < seen < clears


def _is_set_because_of(write: Event, x: str) -> bool:
    """Whether the file of *write* sets the event *x* only if a test of what that writes says so."""
    if write.place is None:
        return False
    name = re.sub(r" #\d+$", "", x).rpartition(".")[2]
    tree = ast.parse("".join(linecache.getlines(write.place.file)))
    decided = what(write).rpartition(".")[2]
    return any(
        isinstance(node, ast.If) and _names(node.test, decided) and _sets(node, name)
        for node in ast.walk(tree)
    )


def _names(tree: ast.AST, name: str) -> bool:
    return any(name in (getattr(n, "id", ""), getattr(n, "attr", "")) for n in ast.walk(tree))


def _sets(tree: ast.AST, name: str) -> bool:
    return any(
        isinstance(node, ast.Attribute) and node.attr == "set" and _names(node.value, name)
        for node in ast.walk(tree)
    )


def _left_unset(moments: Moments, one: Blocked) -> tuple[int, int] | None:
    """Where the event for which *one* waits was made, and where that call was ended early."""
    made = [i for i in find(moments, "write") if moments[i].value == one.target]
    for i in made:
        ends = [
            j
            for j in find(moments, ERROR, "cancelled", by=moments[i].thread, after=i)
            if (moments[j].within if moments[j].action == ERROR else moments[j].value != OVER)
        ]
        if ends and moments[ends[0]].place is not None:
            return i, ends[0]
    return None


def _set_twice(moments: Moments, event: int) -> list[int]:
    """The last two sets of an event of which the second found it set, by somebody else."""
    touched = find(moments, "set", "clear", "await", obj=event)
    twice = [
        [i, j]
        for i, j in itertools.pairwise(touched)
        if moments[i].action == moments[j].action == "set"
        and moments[i].thread != moments[j].thread
    ]
    return twice[-1] if twice else []


def _overwritten_unread(moments: Moments, sets: list[int]) -> list[int]:
    """The writes to one thing by those who set an event at *sets*, before they did."""
    writes = [find(moments, "write", by=moments[i].thread, before=i)[-1:] for i in sets]
    both = [j for found in writes for j in found]
    if len(both) != 2 or not overlap(moments[both[0]], moments[both[1]]):
        return []
    read = find(moments, "read", to=moments[both[1]], after=both[0], before=both[1])
    return [] if read else both
