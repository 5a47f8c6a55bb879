"""Python's own tests of asyncio pass on our loop: those of what does not need a real network.

Each case is one execution with the exact clock. The tests of streams, sockets, subprocesses, and of
the loops that Python comes with (`test_base_events`, `test_tasks` with its stand-in for a loop, …)
are about what is not there.
"""

from __future__ import annotations

import functools
import importlib.util
import unittest
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

import pytest

from treadle.kernel import Execution
from treadle.search.replay import Replay
from treadle.verdict import Verdict
from treadle.world import World

MODULES = ("locks", "queues", "timeouts", "taskgroups", "waitfor", "threads")


@functools.cache
def code_of(name: str) -> CodeType:
    """The code of the module *name*; not as pytest rewrites it, for it is called `test_…`."""
    spec = importlib.util.find_spec(name)
    assert spec is not None and spec.origin is not None
    return compile(Path(spec.origin).read_bytes(), spec.origin, "exec")


class Cases:
    """The cases of one module of Python's own tests, loaded in the world."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.world = World(Path(__file__).parent / "nowhere")

    def names(self) -> list[tuple[str, str]]:
        """Class and method of each."""
        found: list[tuple[str, str]] = []
        verdict = self._execute(lambda: found.extend((c.__name__, m) for c, m in self._load()))
        assert not verdict.failed, verdict
        return found

    def run(self, cls: str, method: str) -> str:
        """What is wrong with a case; empty if nothing is."""
        result = unittest.TestResult()

        def case() -> None:
            for found, name in self._load():
                if (found.__name__, name) == (cls, method):
                    found(name).run(result)
                    return

        verdict = self._execute(case)
        if verdict.failed:
            return verdict.message
        return "".join(text for _, text in result.errors + result.failures)

    def _execute(self, scenario: Any) -> Verdict:
        execution = Execution(Replay(()), clock="exact")
        self.world.run(execution, scenario)
        assert execution.verdict is not None
        return execution.verdict

    def _load(self) -> Iterator[tuple[Any, str]]:
        stand_in = ModuleType("unittest")
        stand_in.__dict__.update(unittest.__dict__)
        case: Any = self._module("unittest.async_case")
        stand_in.__dict__["IsolatedAsyncioTestCase"] = case.IsolatedAsyncioTestCase
        self.world.modules["unittest"] = stand_in
        package = ModuleType("test.test_asyncio")
        package.__dict__["utils"] = self._module("test.test_asyncio.utils")
        self.world.modules[package.__name__] = package
        for cls in vars(self._module(self.name)).values():
            if isinstance(cls, type) and issubclass(cls, unittest.TestCase):
                for method in unittest.TestLoader().getTestCaseNames(cls):
                    yield cls, method

    def _module(self, name: str) -> ModuleType:
        """The module *name*, executed in the world."""
        module = ModuleType(name)
        module.__package__ = name.rpartition(".")[0]
        module.__dict__["__builtins__"] = self.world.builtins
        self.world.modules[name] = module
        exec(code_of(name), module.__dict__)
        return module


@pytest.mark.filterwarnings("ignore")  # what the cases warn of is their business
@pytest.mark.parametrize("name", MODULES)
def test_the_cases_pass(name: str) -> None:
    full = f"test.test_asyncio.test_{name}"
    packages = "test", "test.test_asyncio", full  # of which some Pythons come without each
    if not all(map(importlib.util.find_spec, packages)):
        pytest.skip(f"this Python comes without {full}")
    cases = Cases(full)
    names = cases.names()
    assert len(names) > 4
    wrong = {".".join(case): cases.run(*case) for case in names}
    assert {case: said for case, said in wrong.items() if said} == {}
