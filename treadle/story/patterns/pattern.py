"""What a pattern is, and the words that all of them use."""

from __future__ import annotations

import re
from dataclasses import dataclass

from treadle.story.moment import Moments
from treadle.trace import Blocked, Event

_TEST = re.compile(
    r"^(if|elif|while|assert|return\b.*\b(and|or|if))\b|\bif\b.*\belse\b|^not\b|^lambda\b"
    r"|\bwait_for\("
    r"|^\w+ = [^'\"]*?(?<![-<>=])([<>]=?|[!=]=)(?![<>=])"  # `enough = amount <= self.balance`
)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A well-known way for a concurrent program to go wrong, found in a trace.

    Attributes:
        name: what it is called, such as "lost update".
        sentence: what happened, in one sentence.
        at: the index of the moment where it went wrong; see `Moments`.
        remark: a few words to put at that moment.
        moments: the indexes of the moments that make it up, *at* among them.
        about: what it is about, as (number of the object, part); empty for everything.
        alone: whether nothing else that has happened has to do with it.

    """

    name: str
    sentence: str
    at: int
    remark: str = ""
    moments: tuple[int, ...] = ()
    about: frozenset[tuple[int, str]] = frozenset()
    alone: bool = False

    def concerns(self, moment: Event) -> bool:
        """Whether *moment* accesses what it is about."""
        return not self.about or any(
            moment.obj == obj and (part == moment.part or not part or not moment.part)
            for obj, part in self.about
        )


def overlap(a: Event, b: Event) -> bool:
    """Whether *a* and *b* are done to the same part of an object."""
    return a.obj == b.obj != 0 and (a.part == b.part or not a.part or not b.part)


def same_function(a: Event, b: Event) -> bool:
    """Whether *a* and *b* are done by the same function, in the same thread."""
    return (
        a.thread == b.thread
        and a.place is not None
        and b.place is not None
        and a.place.function == b.place.function
    )


def is_test(moment: Event) -> bool:
    """Whether the line of *moment* decides something."""
    return moment.place is not None and _TEST.search(moment.place.source.strip()) is not None


def in_the_making(moment: Event) -> bool:
    """Whether *moment* is of a constructor: nobody else knows the object yet."""
    return moment.place is not None and moment.place.function.endswith(".__init__")


def what(moment: Event) -> str:
    """What *moment* is done to, as the program writes it: `value`, `stock['apple']`."""
    item = moment.part if moment.part.startswith("[") else ""
    return f"{moment.target}{item}" or moment.part or "it"


def guards(moments: Moments, around: tuple[int, int], other: int) -> str:
    """A clause on the locks held while a thread did *around*, and *other* came between."""
    first, last, between = moments[around[0]], moments[around[1]], moments[other]
    me, they = moments.name(first), moments.name(between)
    before, after, theirs = set(first.held), set(last.held), set(between.held)
    for lock in sorted(theirs & (before | after)):
        if lock in before and lock in after:
            return f" Both take {lock}, but {me} gives it back in between."
        if lock in after and first.action == "read":
            return f" {me} takes {lock} only after it has read."
        return f" {me} does not hold {lock} all the while."
    mine = before | after
    if mine and theirs:
        return f" {me} holds {_all(mine)}, and {they} holds {_all(theirs)}: not the same lock."
    if mine:
        ignored = {
            m.target
            for m in moments[:other]
            if m.thread == between.thread and m.action == "timeout" and m.value == "acquire"
        }
        if mine <= ignored:
            return f" {me} holds {_all(mine)}; {they} has given up waiting for it."
        return f" {me} holds {_all(mine)}, {they} does not."
    if theirs:
        return f" {they} holds {_all(theirs)}, {me} does not."
    return ""


def guards_of_two(moments: Moments, reads: tuple[int, int], writes: tuple[int, int]) -> str:
    """A clause on the locks held where one thread reads two parts, and another one writes both.

    Empty if each of them holds one lock all the while, and it is the same, or there is no lock.
    """
    mine = [set(moments[i].held) for i in sorted(reads)]
    theirs = [set(moments[i].held) for i in sorted(writes)]
    me, they = moments.name(moments[reads[0]]), moments.name(moments[writes[0]])
    if not any(mine) or not any(theirs):
        return ""
    always, theirs_always = mine[0] & mine[1], theirs[0] & theirs[1]
    if not always and not theirs_always:
        return f" Neither {me} nor {they} holds one lock from the first to the second."
    # The one that is held to begin with only has to be held longer.
    if not always:
        lacking = theirs_always & mine[0] or theirs_always
        return f" {me} does not hold {_all(lacking)} all the while."
    if not theirs_always:
        lacking = always & theirs[0] or always
        return f" {they} does not hold {_all(lacking)} all the while."
    return ""


def seen_as(moment: Event, word: str = "as") -> str:
    """The value of *moment*, with *word* before it; empty if it is not known."""
    return f" {word} {moment.value}" if moment.value is not None else ""


CROWD = 6
"""So many threads that do the same are told of one by one; of more only a few."""


def listed(names: list[str]) -> str:
    """*names* as in "a, b and c"; of a crowd the first, and how many more there are."""
    if len(names) > CROWD:
        names = [*names[:3], f"{len(names) - 3} more"]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _all(names: set[str]) -> str:
    return listed(sorted(names))


def waiting(
    moments: Moments, name: str, sentence: str, at: int, remark: str, also: list[int] | None = None
) -> Pattern:
    """The pattern *name* of threads that wait for ever; *also* are more moments that make it up."""
    key = tuple(sorted({at, *(also or [])}))
    return Pattern(name, f"{name[0].upper()}{name[1:]}: {sentence}", at, remark, key)


def all_who_wait(moments: Moments, one: Blocked) -> str:
    """Who waits for what *one* waits for, with the verb: "ann waits", "ann and bob wait"."""
    names = [
        moments.name(b.thread)
        for b in moments.trace.blocked
        if (b.action, b.obj, b.call) == (one.action, one.obj, one.call)
    ]
    return f"{listed(names)} {'waits' if len(names) == 1 else 'wait'}"
