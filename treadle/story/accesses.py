"""Below the story of a data race: the two accesses with their stacks, and what would order them."""

from __future__ import annotations

import textwrap
from typing import Any

from rich.cells import cell_len

from treadle.story.columns import Line, cut, fit
from treadle.story.moment import Moments, where
from treadle.story.patterns.pattern import listed, what
from treadle.story.patterns.unordered import what_would_order
from treadle.trace import Place, Race


def accesses(moments: Moments, race: Race, width: int) -> list[list[Line]]:
    """Two paragraphs on *race*, in lines of at most *width* cells."""
    lines: list[Line] = [[("The two accesses, and their stacks:", "title")]]
    pair = (race.first, race.second)
    called = min(max(cell_len(moments.name(moments[index])) for index in pair), width // 3)
    for index, stack in zip(pair, race.stacks, strict=True):
        moment = moments[index]
        holding = f"holding {listed(list(moment.held))}" if moment.held else "holding no lock"
        verb = "writes" if moment.action == "write" else "reads"
        text = f"{verb} {what(moment)}, {holding}"
        name = fit(moments.name(moment), called)
        lines.append([("  ", ""), (name, "name"), (cut(f"  {text}", width - called - 2), "")])
        lines += _stack(stack, width)
    ways: list[Line] = [[("What would order them:", "title")]]
    for way in what_would_order(moments, race):
        wrapped = textwrap.wrap(way, width - 4, break_on_hyphens=False)
        ways += [[("  · " if i == 0 else "    ", ""), (line, "")] for i, line in enumerate(wrapped)]
    return [lines, ways]


def _stack(stack: tuple[Place, ...], width: int) -> list[Line]:
    """The lines that led to an access, the innermost first."""
    places = [(where(place), place) for place in reversed(stack)]
    at = min(max((len(w) for w, _ in places), default=0), width // 3)
    lines: list[Line] = []
    for position, (label, place) in enumerate(places):
        source = " ".join(place.source.split())
        role = "source" if position == 0 else "place"
        head = f"    {cut(label, at):{at}}  "
        lines.append([(head, "place"), (cut(source, width - len(head)), role)])
    return lines


def as_json(moments: Moments, race: Race) -> dict[str, Any]:
    """The same as plain data."""
    return {
        "accesses": [
            {
                "thread": moments.trace.threads[moments[index].thread],
                "action": moments[index].action,
                "target": what(moments[index]),
                "held": list(moments[index].held),
                "stack": [{"at": where(p), "source": p.source.strip()} for p in reversed(stack)],
            }
            for index, stack in zip((race.first, race.second), race.stacks, strict=True)
        ],
        "would_order": what_would_order(moments, race),
    }
