"""Run a test module of Python's own twice, plain and instrumented, and print how each case ended.

`python tests/oracles/stdlib_runner.py test.test_textwrap textwrap` prints one JSON object:
`plain` and `instrumented` have the outcome of each case, `announced` says how many accesses the
hooks announced. In the second run the test module and the modules named after it are rewritten by
`treadle.instrument`, and each test class runs in a virtual thread in which every access is
announced as if other threads were at work.
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import io
import itertools
import json
import sys
import tomllib
import unittest
import warnings
from collections.abc import Callable, Iterator, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import ModuleType
from typing import Any, cast

import treadle.check
import treadle.diagnosis
import treadle.exploration  # noqa: F401 (loaded before the modules it uses are replaced)
from treadle import limits
from treadle.clocks import EXACT
from treadle.instrument import Instrumented, instrument
from treadle.kernel import Execution
from treadle.operation import Operation
from treadle.source import read_source
from treadle.state import state
from treadle.verdict import Verdict
from treadle.virtual_thread import VirtualThread
from treadle.world import World, surroundings
from treadle.world.modules import MADE

NOT_RUN = tomllib.loads(
    Path(__file__).with_name("stdlib_exceptions.toml").read_text(encoding="utf-8")
)["not_run"]
"""Cases that would harm the process they run in."""

limits.ROUND_LIMIT = sys.maxsize  # those tests go round as often as they like

FORGET = 10_000
"""Steps after which those taken so far are forgotten, to save memory: nobody will replay them."""


class GoOn:
    """The simplest strategy: a thread goes on as long as it can."""

    def choose(
        self, enabled: list[VirtualThread], last: VirtualThread, execution: Execution
    ) -> VirtualThread:
        if len(execution.events) > FORGET:
            del execution.events[:-1]
            for thread in execution.threads:
                thread.goes_to = 0
                for each in thread.rounds:
                    each.looked = 0
        return last if last in enabled else enabled[0]


class Watched(Execution):
    """An execution in which every access is announced, and that keeps no object alive."""

    def __init__(self) -> None:
        super().__init__(GoOn(), clock=EXACT, step_limit=sys.maxsize)
        self.announced = 0

    def access(self, op: Operation) -> None:
        self.announced += 1
        super().access(op)

    def number(self, obj: object) -> int:
        return id(obj)

    def joined(self, thread: VirtualThread) -> None:
        super().joined(thread)
        state.active = not self.ending


class Outcomes(unittest.TestResult):
    """Notes how each case ended: the worst of its subtests."""

    def __init__(self) -> None:
        super().__init__()
        self.of: dict[str, str] = {}
        self.why: dict[str, str] = {}

    def note(self, test: Any, outcome: str, why: str = "") -> None:
        name = test.id()
        if outcome != "ok" or name not in self.of:
            self.of[name] = outcome
            self.why[name] = why

    def addSuccess(self, test: Any) -> None:  # noqa: N802
        self.note(test, "ok")

    def addError(self, test: Any, err: Any) -> None:  # noqa: N802
        self.note(test, "error", self._exc_info_to_string(err, test))  # type: ignore[attr-defined]

    def addFailure(self, test: Any, err: Any) -> None:  # noqa: N802
        self.note(test, "failure", self._exc_info_to_string(err, test))  # type: ignore[attr-defined]

    def addSkip(self, test: Any, reason: str) -> None:  # noqa: N802
        self.note(test, "skipped")

    def addExpectedFailure(self, test: Any, err: Any) -> None:  # noqa: N802
        self.note(test, "expected failure")

    def addUnexpectedSuccess(self, test: Any) -> None:  # noqa: N802
        self.note(test, "unexpected success")

    def addSubTest(self, test: Any, subtest: Any, err: Any) -> None:  # noqa: N802
        if err is not None:
            failed = issubclass(err[0], test.failureException)
            why = self._exc_info_to_string(err, test)  # type: ignore[attr-defined]
            self.note(test, "failure" if failed else "error", why)


def cases(tests: unittest.TestSuite) -> Iterator[unittest.TestCase]:
    """All cases in *tests*, in their order."""
    for test in tests:
        if isinstance(test, unittest.TestSuite):
            yield from cases(test)
        else:
            yield cast(unittest.TestCase, test)


def run(
    name: str, modules: Sequence[str], within: Callable[[Callable[[], object]], object]
) -> Outcomes:
    """Run the cases of the test module *name*, those of each class inside one call of *within*."""
    result = Outcomes()
    classes: list[list[unittest.TestCase]] = []
    loader = unittest.TestLoader()

    def load() -> None:
        for module in modules:
            importlib.import_module(module)
        found = loader.loadTestsFromModule(importlib.import_module(name))
        wanted = [case for case in cases(found) if case.id() not in NOT_RUN]
        classes.extend(list(group) for _, group in itertools.groupby(wanted, type))

    within(load)
    for error in loader.errors:
        raise ImportError(error)
    for group in classes:
        within(lambda group=group: unittest.TestSuite(group).run(result))  # type: ignore[misc]
    return result


class Finder(MetaPathFinder):
    """Finds the modules to instrument."""

    def __init__(self, world: World, names: Sequence[str]) -> None:
        self.world = world
        self.names = names
        self.prepared = dict(self.prepare())

    def prepare(self) -> Iterator[tuple[str, Instrumented]]:
        """Instrument the modules, and all those of a package, while all others are Python's own."""
        for name in self.names:
            origin = Path(str(importlib.import_module(name).__file__))
            folder = origin.parent
            for file in [origin] if origin.name != "__init__.py" else sorted(folder.rglob("*.py")):
                inner = [] if file == origin else file.relative_to(folder).with_suffix("").parts
                full = ".".join([name, *(part for part in inner if part != "__init__")])
                with contextlib.suppress(SyntaxError):  # some are meant to be wrong
                    yield full, instrument(read_source(file), str(file), full)

    def find_spec(
        self, fullname: str, path: Any = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname not in self.prepared:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and isinstance(spec.loader, SourceFileLoader):
            prepared = self.prepared[fullname]
            spec.loader = Loader(self.world, prepared, fullname, spec.loader.path)
        return spec


class Loader(SourceFileLoader):
    """Executes a module instrumented."""

    def __init__(self, world: World, prepared: Instrumented, name: str, path: str) -> None:
        super().__init__(name, path)
        self.prepared = prepared
        self.world = world

    def exec_module(self, module: ModuleType) -> None:
        self.world.stored |= self.prepared.stored
        module.__dict__["__builtins__"] = self.world.builtins
        exec(self.prepared.code, module.__dict__)


class Instrumenting:
    """Runs functions in executions of one world, in which the modules *names* are instrumented."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = names
        for name in names:  # where the world has one of its own, it would be found instead
            MADE.pop(name, None)
        self.world = World(Path(__file__).parent)
        self.announced = 0

    @contextlib.contextmanager
    def in_place(self) -> Iterator[None]:
        """Let `import` find the instrumented modules."""
        finder = Finder(self.world, self.names)
        before = dict(sys.modules)
        for name in before:
            if name in finder.prepared or name.startswith("test."):
                del sys.modules[name]
        sys.meta_path.insert(0, finder)
        try:
            yield
        finally:
            sys.meta_path.remove(finder)
            sys.modules.clear()
            sys.modules.update(before)

    def __call__(self, function: Callable[[], object]) -> None:
        execution = Watched()

        errors = []

        def scenario() -> None:
            state.active = True
            # A program must not trace while it is explored; here nothing is.
            vars(sys).update(surroundings._TRACING)
            try:
                function()
            except Exception as error:
                errors.append(error)

        verdict = cast(Verdict, self.world.run(execution, scenario))
        for error in errors:
            raise error
        if verdict.failed:
            raise AssertionError(f"{verdict.name}: {verdict.message}")
        self.announced += execution.announced


def main() -> None:
    """Run and print."""
    test, *modules = sys.argv[1:]
    out = sys.stdout
    warnings.simplefilter("ignore")
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        plain = run(test, modules, lambda function: function())
        within = Instrumenting([test, *modules])
        with within.in_place():
            instrumented = run(test, modules, within)
    found = {
        "plain": plain.of,
        "instrumented": instrumented.of,
        "why": {case: why for case, why in instrumented.why.items() if why},
        "announced": within.announced,
    }
    print(json.dumps(found), file=out)


if __name__ == "__main__":
    main()
