"""What all tests share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from treadle.exploration import Settings, explore
from treadle.verdict import Result
from treadle.world import World

pytest_plugins = ["pytester"]


def pytest_configure(config: pytest.Config) -> None:
    """Warnings are errors here; what a learner's module warns of is the learner's business."""
    config.addinivalue_line("filterwarnings", "error")


@pytest.fixture
def explored(tmp_path: Path) -> Callable[..., Result]:
    """Explore the function `scenario` of a program that is given as text."""

    def run(source: str, **settings: Any) -> Result:
        path = tmp_path / "program.py"
        path.write_text(dedent(source), encoding="utf-8")
        world = World(tmp_path)
        return explore(world, lambda: world.load(path).scenario(), Settings(**settings))

    return run
