"""Every planted bug is found, and its twin is proved to be right."""

from __future__ import annotations

from pathlib import Path

import pytest

import treadle
from treadle.exploration import explore
from treadle.settings import Settings
from treadle.verdict import Result
from treadle.world import World

PLANTED = Path(__file__).parent / "planted"
PROGRAMS = sorted(path.stem for path in PLANTED.glob("[a-z]*.py"))


def explored(program: str, variant: str) -> Result:
    world = World(PLANTED)

    def scenario() -> None:
        state = getattr(world.load(PLANTED / f"{program}.py"), variant)()
        treadle.run(*[getattr(state, name) for name in state.threads])
        assert state.holds()

    return explore(world, scenario, Settings())


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_bug_is_found(program: str) -> None:
    result = explored(program, "Program")
    assert result.verdict.failed
    assert result.schedules <= 50


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_twin_is_proved(program: str) -> None:
    result = explored(program, "Mended")
    assert result.verdict.name == "passed"
    assert result.proved
