"""What all tests share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from treadle.exploration import explore
from treadle.settings import Settings
from treadle.verdict import Result
from treadle.world import World

pytest_plugins = ["pytester"]

LIMIT_S = 1200
"""What no test comes near to; without a limit, one that hangs would keep the others from being told
of. Those that take minutes have none."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a person run what takes too long for CI."""
    parser.addoption("--whole", action="store_true", help="also run the tests that take minutes")


def pytest_configure(config: pytest.Config) -> None:
    """Warnings are errors here; what a learner's module warns of is the learner's business."""
    config.addinivalue_line("filterwarnings", "error")
    config.addinivalue_line("markers", "whole: takes minutes; run with --whole only")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what takes minutes, unless it is asked for; the rest has to come to an end."""
    for item in items:
        if not item.get_closest_marker("whole") and not item.get_closest_marker("timeout"):
            item.add_marker(pytest.mark.timeout(LIMIT_S))
    if not config.getoption("--whole"):
        left_out = [item for item in items if item.get_closest_marker("whole")]
        items[:] = [item for item in items if item not in left_out]
        config.hook.pytest_deselected(items=left_out)


@pytest.fixture
def explored(tmp_path: Path) -> Callable[..., Result]:
    """Explore the function `scenario` of a program that is given as text."""

    def run(source: str, **settings: Any) -> Result:
        path = tmp_path / "program.py"
        path.write_text(dedent(source), encoding="utf-8")
        world = World(tmp_path)
        return explore(world, lambda: world.load(path).scenario(), Settings(**settings))

    return run
