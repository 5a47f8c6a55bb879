"""How far the learner is: the points of every check that was run, kept from one run to the next.

They are kept where pytest keeps what it remembers, in the folder `.pytest_cache`, so that nothing
of Treadle's own lies about, and whoever deletes that folder begins anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from treadle.kit import POINTS, Kit, KitInputError
from treadle.text import from_here, quoted

if TYPE_CHECKING:
    import pytest

    from treadle.kit import Exercise
    from treadle.report import Decision

KEY = "treadle/points"
"""Where in pytest's cache: {exercise: {check: points won}}."""

Points = dict[str, dict[str, int]]


def remember(config: pytest.Config, decisions: Iterable[Decision]) -> Points:
    """Keep what *decisions* won; return all that is known now."""
    cache = getattr(config, "cache", None)
    known: Points = cache.get(KEY, {}) if cache is not None else {}
    for decision in decisions:
        known.setdefault(decision.exercise, {})[decision.check] = decision.won
    if cache is not None:
        cache.set(KEY, known)
    return known


def recall(kit: Kit) -> Points:
    """What was won in *kit*; nothing if nothing is known."""
    for above in (kit.folder, *kit.folder.parents):
        file = above / ".pytest_cache" / "v" / KEY
        try:
            known = json.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
        return known if isinstance(known, dict) else {}
    return {}


def won(known: Mapping[str, Mapping[str, int]], exercise: str) -> int:
    """The points won in *exercise*."""
    return min(sum(known.get(exercise, {}).values()), POINTS)


def next_after(kit: Kit, known: Points, done: str = "") -> Exercise | None:
    """The first exercise after *done* with points to win, or else the first of all."""
    open_ = [e for e in kit.exercises if won(known, e.name) < POINTS]
    later = [e for e in open_ if e.name > done]
    return next(iter(later or open_), None)


def next_step(config: pytest.Config, decisions: list[Decision]) -> str:
    """What the learner does next, after *decisions* on exercises of their own, which are kept."""
    known = remember(config, decisions)
    try:
        kit = _kit(config)
        failed = next((d for d in decisions if not d.won), None)
        if failed is not None:
            exercise = kit.named(failed.exercise)
            return f"next: treadle hint {exercise.number}, and edit {from_here(exercise.module)}"
        open_ = next((d.exercise for d in decisions if won(known, d.exercise) < POINTS), None)
        if open_ is not None:  # only some of its checks were run
            command = f"pytest {quoted(from_here(kit.named(open_).folder))}"
            return f"next: {command}, which runs the other checks, too"
    except KitInputError:
        return ""
    upcoming = next_after(kit, known, max(d.exercise for d in decisions))
    if upcoming is None:
        return "All exercises are done."
    return f"next: read {from_here(upcoming.folder / 'README.md')}"


def _kit(config: pytest.Config) -> Kit:
    """The kit here, or the one that pytest was given. Raises `KitInputError`."""
    try:
        return Kit.around(Path.cwd())
    except KitInputError:
        return Kit.around(config.rootpath)
