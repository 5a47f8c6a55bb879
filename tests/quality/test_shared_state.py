"""Shared state is seen wherever people keep it: each way has a race that must be found.

Every function of `shared_state/*.py` that takes a `guard` is one way. With a guard that guards
nothing its race must be found; with a lock it must be *proved* right. `uncertain.py` has the ways
of which not every step can be tried, and `outside.py` those that reach out of the program; with a
lock they pass, and nothing is said of a proof.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from treadle.exploration import explore
from treadle.settings import Settings
from treadle.verdict import Result
from treadle.world import World

UNPROVED = ("outside.py", "uncertain.py")
FOLDER = Path(__file__).with_name("shared_state")
WAYS = [
    (file.name, node.name)
    for file in sorted(FOLDER.glob("*.py"))
    for node in ast.parse(file.read_text(encoding="utf-8")).body
    if isinstance(node, ast.FunctionDef) and [a.arg for a in node.args.args] == ["guard"]
]


def explored(file: str, name: str, *, locked: bool) -> Result:
    """Run the way *name* of *file* on every schedule, with or without a lock."""
    world = World(FOLDER)

    def scenario() -> None:
        function = getattr(world.load(FOLDER / file), name)
        module, make = ("threading", "Lock") if locked else ("contextlib", "nullcontext")
        function(getattr(world.module(module), make)())

    strategy = "random" if file == "uncertain.py" else "exhaustive"
    return explore(world, scenario, Settings(schedules=3_000, strategy=strategy))


@pytest.mark.parametrize(("file", "name"), WAYS)
def test_the_race_is_found(file: str, name: str) -> None:
    result = explored(file, name, locked=False)
    assert result.verdict.name in ("wrong-result", "exception"), result.verdict
    assert result.verdict.kind != "not deterministic", result.verdict


@pytest.mark.parametrize(("file", "name"), WAYS)
def test_with_a_lock_it_is_proved_right(file: str, name: str) -> None:
    result = explored(file, name, locked=True)
    assert result.verdict.name == "passed", result.verdict
    assert result.proved == (file not in UNPROVED)
