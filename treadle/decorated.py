"""What `@treadle.explore` can stand above, and what it can be given."""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from typing import Any

from treadle.arguments import NotExplorable


def refuse_options(schedules: Any, seed: Any, modules: Any) -> None:
    """Raise TypeError or ValueError unless these can be meant."""
    if not isinstance(schedules, int) or isinstance(schedules, bool):
        raise TypeError(f"schedules must be a whole number, not {schedules!r}")
    if schedules < 1:
        raise ValueError(f"schedules must be at least 1, not {schedules}")
    if isinstance(modules, str):
        raise TypeError(f"modules must be a list of names: modules=[{modules!r}]")
    if not isinstance(modules, Sequence) or not all(isinstance(name, str) for name in modules):
        raise TypeError(f"modules must be a list of names, as in modules=['bank'], not {modules!r}")
    if not isinstance(seed, int):
        raise TypeError(f"seed must be a whole number, not {seed!r}")


def refuse(test: Any) -> None:
    """Raise NotExplorable unless *test* is a function, and calling it runs it."""
    if isinstance(test, str) or not (callable(test) or isinstance(test, classmethod)):
        raise NotExplorable(
            f"@treadle.explore is given {test!r}, which is no test; options have names, as in "
            "@treadle.explore(strategy='random')"
        )
    if isinstance(test, type):
        raise NotExplorable(
            f"{test.__name__} is a class; put @treadle.explore above each test in it, def by def"
        )
    if isinstance(test, staticmethod | classmethod):
        raise NotExplorable(
            f"{test.__name__} is a {type(test).__name__}; a test in a class is a plain method, "
            "with self"
        )
    if not hasattr(test, "__qualname__"):
        raise NotExplorable(
            f"{test!r} is no function; write a test of its own with def, that calls it"
        )
    name = test.__name__
    if name == "<lambda>":
        raise NotExplorable("a lambda has no name to find it by; write the test with def")
    if hasattr(test, "treadle_test"):
        raise NotExplorable(f"{name} has @treadle.explore above it twice; once is enough")
    if inspect.isgeneratorfunction(test) or inspect.isasyncgenfunction(test):
        raise NotExplorable(
            f"{name} has a yield in it, so to call it runs nothing; take the yield out"
        )
    if getattr(test, "is_hypothesis_test", False):
        raise NotExplorable(
            f"{name}: put @given above @treadle.explore, so that every example is explored; the "
            "other way round every schedule would get other examples"
        )
