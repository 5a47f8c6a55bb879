"""The pattern in which somebody looks, waits for something else, and does not look again."""

from __future__ import annotations

from treadle.story.moment import Moments
from treadle.story.patterns.accesses import FLAGS, about, find
from treadle.story.patterns.looks import last_look
from treadle.story.patterns.pattern import Pattern, same_function, seen_as, what
from treadle.trace import Event


def not_looked_again(moments: Moments) -> Pattern | None:
    """A looks at a flag, and waits in a loop for something else; B turns the flag meanwhile."""
    for w, waits in enumerate(moments):
        if waits.action != "wait" or waits.call:
            continue
        look = last_look(moments, w)
        for r in look:
            looked = moments[r]
            place, loop = looked.place, moments[look[-1]].place
            if looked.value not in FLAGS or place is None or place == loop:
                continue  # a loop looks again as far as it has to
            if not place.source.strip().startswith("if "):
                continue
            mine = looked.thread
            acts = find(moments, "write", by=mine, after=w)
            acts = [i for i in acts if same_function(moments[i], looked)]
            woken = find(moments, "reacquire", by=mine, after=w, before=acts[0]) if acts else []
            if not woken:
                continue
            changes = find(moments, "write", to=looked, after=w, before=woken[-1])
            again = find(moments, by=mine, to=looked, after=w, before=acts[0] + 1)
            left = find(moments, "release", "end", by=mine, after=w, before=acts[0])
            if not changes or again or left or moments[changes[-1]].value not in FLAGS:
                continue
            change = moments[changes[-1]]
            if change.value == looked.value:
                continue
            me, they, x = moments.name(looked), moments.name(change), what(looked)
            sentence = (
                f"{me} looks at {x} ({looked.value}), and then waits; meanwhile {they} makes it "
                f"{change.value}, and {me}, when it is woken, goes on without looking at it again."
            )
            return Pattern(
                "not looked again",
                f"Not looked again: {sentence}",
                at=acts[0],
                remark=f"{x} is {change.value} now",
                moments=(r, w, changes[-1], woken[-1], acts[0]),
                about=about(looked, moments[acts[0]]),
            )
    return None


def woken_once(moments: Moments) -> Pattern | None:
    """A looks, waits to be notified, and goes on when it is, whatever it would see then."""
    for q in find(moments, "reacquire"):
        woken = moments[q]
        waits = find(moments, "wait", by=woken.thread, before=q)
        if woken.call or not waits:
            continue
        w = waits[-1]
        look = last_look(moments, w)
        if not look or any(not _is_an_if(moments[i], moments[look[-1]]) for i in look):
            continue
        looked = moments[look[-1]]
        changes = find(moments, "write", to=looked, after=w, before=q)
        again = find(moments, by=woken.thread, to=looked, after=q)
        if not changes or any(same_function(moments[i], looked) for i in again):
            continue
        me, x = moments.name(woken), what(looked)
        sentence = (
            f"{me} looks at {x}{seen_as(looked)}, and waits; when it is woken, {x} is "
            f"{moments[changes[-1]].value or 'another'}, and {me} goes on without looking at it: "
            "it needs `while`, not `if`."
        )
        return Pattern(
            "not looked again",
            f"Not looked again: {sentence}",
            at=q,
            remark=f"does not look at {x} again",
            moments=(look[-1], w, changes[-1], q),
            about=about(looked),
        )
    return None


def _is_an_if(look: Event, last: Event) -> bool:
    place = look.place
    return place is not None and place == last.place and place.source.strip().startswith("if ")
