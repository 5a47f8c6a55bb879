"""Run the test modules of Python's own threading library inside the world.

`python tests/oracles/threads_runner.py test.test_queue` prints how each case of the module ended,
with the name of one case that case, with its traceback; without an argument it writes
`docs/oracle.md`.

The test modules and all they take from the package `test` are loaded in the world, instrumented;
each case is a scenario. It is run on the simplest schedule and on a few random ones, with the
exact clock: these tests sleep in order to be sure that another thread has come to its wait.
"""

from __future__ import annotations

import fnmatch
import functools
import gc
import importlib.util
import sys
import time
import tomllib
import unittest
import unittest._log
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any, NoReturn, cast
from unittest import mock

from treadle.clocks import EXACT
from treadle.kernel import Execution
from treadle.search.random_walk import RandomWalk
from treadle.search.replay import Replay
from treadle.search.strategy import Strategy
from treadle.verdict import Verdict
from treadle.world import World
from treadle.world.prepared import instrumented

MODULES = {
    "test.test_thread": 2,
    "test.test_threading": 4,
    "test.test_threading_local": 1,
    "test.test_queue": 2,
    "test.test_sched": 1,
    "test.test_logging": 4,
    "test.test_concurrent_futures.test_as_completed": 1,
    "test.test_concurrent_futures.test_future": 1,
    "test.test_concurrent_futures.test_init": 1,
    "test.test_concurrent_futures.test_shutdown": 1,
    "test.test_concurrent_futures.test_thread_pool": 1,
    "test.test_concurrent_futures.test_wait": 1,
}
"""The test modules, and into how many parts to cut each so that the parts take seconds."""

RANDOM_SCHEDULES = 3

FEWER = {"test.test_queue": {10_000: 60, 50: 12, 1024 * 64: 256}}
"""Numbers that are made smaller in the code of a module: so many items would go through a queue."""

STEP_LIMIT = 200_000


class OutsideError(Exception):
    """A case wants to leave the world."""


@dataclass(frozen=True)
class Group:
    """Cases that do not apply, for one reason.

    Attributes:
        title: the reason in a few words.
        reason: why, for a reader of the documentation.
        cases: patterns of their names; `<3.13 ` in front limits one to Pythons before that.
        run: false if to run them would block, end or fork this process.

    """

    title: str
    reason: str
    cases: list[str]
    run: bool = True

    def has(self, case: str) -> bool:
        """Whether *case* is one of them."""
        for pattern in self.cases:
            limit, _, name = pattern.rpartition(" ")
            if fnmatch.fnmatchcase(case, name) and (not limit or _older_than(limit[1:])):
                return True
        return False


def _older_than(version: str) -> bool:
    return sys.version_info < tuple(map(int, version.split(".")))


def groups() -> list[Group]:
    """The cases that do not apply."""
    file = Path(__file__).with_name("threads_exceptions.toml")
    return [Group(**found) for found in tomllib.loads(file.read_text(encoding="utf-8"))["group"]]


class Module:
    """One test module in a world of its own. Raises ImportError if Python came without it."""

    def __init__(self, name: str) -> None:
        if importlib.util.find_spec("test") is None or importlib.util.find_spec(name) is None:
            raise ImportError(f"this Python was installed without {name}")
        self.name = name
        self.world = World(Path(__file__).parent / "none", packages=("test",))
        if name in FEWER:
            path = Path(str(importlib.util.find_spec(name).origin))  # type: ignore[union-attr]
            made = instrumented(path, name)
            self.world._prepared[path] = made._replace(code=_with_fewer(made.code, FEWER[name]))
        self.names: list[str] = []
        verdict = self._execute(Replay(()), lambda: self.names.extend(map(_name, self._load())))
        if verdict.failed:
            raise AssertionError(f"{name} cannot be loaded: {verdict.message}") from verdict.error

    def run(self, case: str) -> Verdict:
        """Run *case* on a few schedules, until one fails."""
        position = self.names.index(case)
        verdict = Verdict("passed")
        for strategy in _strategies():
            verdict = self._execute(strategy, lambda: _debug(self._load()[position]))
            if verdict.failed:
                break
        return verdict

    def _load(self) -> list[unittest.TestCase]:
        module = self.world.module(self.name)
        loader = unittest.TestLoader()
        return list(_flat(loader.loadTestsFromModule(module)))

    def _execute(self, strategy: Strategy, scenario: Callable[[], object]) -> Verdict:
        def prepared() -> object:
            _surround(self.world, self.name)
            return scenario()

        with (
            _collector_off(),
            mock.patch.object(unittest._log, "logging", _Lazy(self.world)),
            mock.patch.object(warnings, "_showwarnmsg_impl", _tell),  # pytest has its own
        ):
            execution = Execution(strategy, clock=EXACT, step_limit=STEP_LIMIT)
            self.world.run(execution, prepared)
        assert execution.verdict is not None
        return execution.verdict


def _with_fewer(code: CodeType, fewer: dict[int, int]) -> CodeType:
    """*code* with other numbers for its constants."""

    def changed(constant: Any) -> Any:
        if isinstance(constant, CodeType):
            return _with_fewer(constant, fewer)
        return fewer.get(constant, constant) if type(constant) is int else constant

    return code.replace(co_consts=tuple(map(changed, code.co_consts)))


def _strategies() -> Iterator[Strategy]:
    yield Replay(())
    for seed in range(RANDOM_SCHEDULES):
        walk = RandomWalk(seed)
        walk.start()
        yield walk


def _flat(tests: Iterable[Any]) -> Iterator[unittest.TestCase]:
    for test in tests:
        if isinstance(test, unittest.TestSuite):
            yield from _flat(test)
        else:
            yield cast(unittest.TestCase, test)


def _name(case: unittest.TestCase) -> str:
    return case.id()


def _debug(case: unittest.TestCase) -> None:
    unittest.TestSuite([case]).debug()


def _surround(world: World, name: str) -> None:
    """Make the package `test` ready for the module *name*, for the execution under way."""
    # An exception that ends a thread is told as Python does, and is no verdict.
    threads: Any = world.module("threading")
    threads.__excepthook__ = lambda args, told=threads.__excepthook__: told(args)
    threads.excepthook = threads.__excepthook__

    def outside(*args: Any, **kwargs: Any) -> NoReturn:
        raise OutsideError("a process of its own is wanted")

    def no_processes() -> NoReturn:
        raise NotImplementedError("no pools of processes here")

    if name.startswith("test.test_concurrent_futures"):
        util = world.module("test.test_concurrent_futures.util")
        util._check_system_limits = no_processes  # type: ignore[attr-defined]
    helper = world.module("test.support.script_helper")
    for starts in ("assert_python_ok", "assert_python_failure", "spawn_python"):
        setattr(helper, starts, outside)
    importing = world.module("test.support.import_helper")
    importing.import_fresh_module = functools.partial(_fresh, world)  # type: ignore[attr-defined]
    importing.import_module = world.module  # type: ignore[attr-defined]


def _fresh(
    world: World, name: str, fresh: Iterable[str] = (), blocked: Iterable[str] = (), **_: Any
) -> ModuleType:
    """`import_fresh_module`, with the modules of the world."""
    before = dict(world.modules)
    for other in (name, *fresh, *blocked):
        world.modules.pop(other, None)
    for other in blocked:
        world.modules[other] = ModuleType(other)
    try:
        return world.module(name)
    finally:
        world.modules.clear()
        world.modules.update(before)


def _tell(warning: Any) -> None:
    (warning.file or sys.stderr).write(warnings._formatwarnmsg(warning))


class _Lazy:
    """The `logging` of the world, for `assertLogs`, loaded when it is asked for."""

    def __init__(self, world: World) -> None:
        self.world = world

    def __getattr__(self, name: str) -> Any:
        return getattr(self.world.module("logging"), name)


@contextmanager
def _collector_off() -> Iterator[None]:
    gc.disable()
    gc.freeze()
    try:
        yield
    finally:
        gc.collect()  # while that looks at nothing else
        gc.unfreeze()
        gc.enable()


def skipped(verdict: Verdict) -> bool:
    """Whether the case said itself that it does not apply here."""
    return isinstance(verdict.error, unittest.SkipTest)


def document() -> str:
    """The text of `docs/oracle.md`."""
    lines = [_HEAD.format(modules="\n".join(f"- `{name}`" for name in sorted(MODULES)))]
    for group in groups():
        lines += [f"## {group.title}", "", group.reason + ("" if group.run else " Not run."), ""]
        lines += [f"- `{case.replace('test.', '', 1)}`" for case in group.cases] + [""]
    return "\n".join(lines).rstrip() + "\n"


_HEAD = """\
# What of Python's own tests of threads does not apply

The threads, locks, queues, pools and handlers that a program gets in the world are measured by
Python's own tests:

{modules}

They are imported from the package `test` of the Python at hand and run in the world, instrumented,
each case on the simplest schedule and on three random ones (`tests/oracles/threads_runner.py`).
Each case passes, on every Python from 3.11 on, or it is listed here. One that is listed and passes
fails the suite, unless it is not run at all, because it would block, end or copy the process that
runs the suite. A `*` stands for anything, `<3.13` for Pythons before that one. What a Python comes
without (3.11.7 and 3.12.1 leave out the tests of `concurrent.futures`, Debian's `python3` all of
them) is skipped.
"""


def main(name: str) -> None:
    """Print how each case of the module *name* ended, or the one case of that name."""
    found = max((m for m in MODULES if name.startswith(m)), key=len)
    module = Module(found)
    for case in module.names:
        if not case.startswith(name):
            continue
        group = next((group for group in groups() if group.has(case)), None)
        if group is not None and not group.run:
            print(f"not run {case}", flush=True)
            continue
        begun = time.process_time()
        verdict = module.run(case)
        outcome = "skipped" if skipped(verdict) else verdict.name
        seconds = time.process_time() - begun
        listed = "" if group is None else "(listed) "
        print(f"{outcome} {case} {seconds:.2f} s {listed}{verdict.message}", flush=True)
        if case == name and verdict.error is not None:
            sys.excepthook(type(verdict.error), verdict.error, verdict.error.__traceback__)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(sys.argv[1])
    else:
        file = Path(__file__).parents[2] / "docs" / "oracle.md"
        file.write_text(document(), encoding="utf-8")
