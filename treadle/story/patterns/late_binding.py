"""The pattern in which functions made in a loop look at its variable when the loop is over."""

from __future__ import annotations

import ast
import linecache
import re
from functools import lru_cache

from treadle.story.moment import Moments
from treadle.story.patterns.accesses import about, accesses
from treadle.story.patterns.pattern import Pattern, listed, seen_as
from treadle.trace import Event, Place

_FUNCTIONS = (ast.Lambda, ast.FunctionDef, ast.AsyncFunctionDef)


def late_binding(moments: Moments) -> Pattern | None:
    """Functions made in a loop all read its variable when they run, and find the last value."""
    found: dict[tuple[int, str, int], list[int]] = {}
    for r, read in accesses(moments, "read"):
        if read.thread != 0 and read.place is not None and _is_captured(read.part, read.place):
            found.setdefault((read.obj, read.part, read.place.line), []).append(r)
    for (obj, part, _), reads in found.items():
        writes = [m for m in moments if m.action == "write" and (m.obj, m.part) == (obj, part)]
        if any(m.thread != 0 or not _is_loop(m) for m in writes):
            continue
        first = moments[reads[0]]
        same = {moments[r].thread: r for r in reversed(reads) if moments[r].value == first.value}
        if len(same) < 2:
            first = moments[reads[-1]]
            same = {moments[r].thread: r for r in reads if moments[r].value == first.value}
        if len(same) < 2:
            continue
        they = sorted(same.values())
        names = listed([moments.name(moments[r]) for r in they])
        return Pattern(
            "late binding",
            f"Late binding: {names} {'both' if len(they) == 2 else 'all'} read {part}"
            f"{seen_as(first)}. A function that uses a variable of the one around it looks at it "
            "when it runs, not when it is made, and by then the loop has gone on.",
            at=they[0],
            remark="looks only now",
            moments=tuple(they),
            about=about(first),
        )
    return None


def _is_loop(write: Event) -> bool:
    place = write.place
    return place is not None and re.search(r"\bfor\b.*\bin\b", place.source) is not None


def _is_captured(name: str, place: Place) -> bool:
    """Whether *place* is in a function that each round of a loop over *name* makes anew."""
    tree = _tree("".join(linecache.getlines(place.file)))
    return any(
        isinstance(node, ast.Name) and node.id == name and _made_in_the_loop(name, node, tree)
        for node in tree
        if getattr(node, "lineno", 0) == place.line
    )


def _made_in_the_loop(name: str, node: ast.AST, outer: dict[ast.AST, ast.AST]) -> bool:
    """Whether the loop over *name* is the next one around the function that *node* is in."""
    made = False
    while node in outer:
        inner, node = node, outer[node]
        if isinstance(node, _FUNCTIONS):
            if name in {a.arg for a in (*node.args.args, *node.args.kwonlyargs)}:
                return False
            made = True
        elif isinstance(node, ast.Call) and isinstance(inner, _FUNCTIONS):
            if re.search(r"map$", ast.unparse(node.func)):
                return False  # it is called many times, in one round
        elif targets := _targets(node):
            if any(isinstance(t, ast.Name) and t.id == name for t in targets):
                return made
            if made:
                return False  # this one makes several, in one round of the loop
    return False


def _targets(node: ast.AST) -> list[ast.AST]:
    """What the loop or comprehension *node* binds in each round; nothing if it is neither."""
    if isinstance(node, ast.For | ast.AsyncFor):
        return list(ast.walk(node.target))
    generators = getattr(node, "generators", ())
    return [part for generator in generators for part in ast.walk(generator.target)]


@lru_cache(maxsize=4)
def _tree(source: str) -> dict[ast.AST, ast.AST]:
    """Each node of *source* with the one around it."""
    nodes = ast.walk(ast.parse(source))
    return {inner: outer for outer in nodes for inner in ast.iter_child_nodes(outer)}
