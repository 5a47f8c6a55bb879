"""Explored tests in somebody else's project: a package that is installed, other plugins about."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent

import pytest

PACKAGE = {
    "acme/__init__.py": """
        from .store import Cache, shared
        from . import counters
        try:
            from ._speedups import fast
        except ImportError:
            from ._slow import fast

        def __getattr__(name):
            if name == "later":
                import importlib
                return importlib.import_module(".later", __name__)
            raise AttributeError(name)
    """,
    "acme/_slow.py": "def fast(x):\n    return x\n",
    "acme/store/__init__.py": """
        from acme.store.cache import Cache
        from ..counters import Counter
        shared = Cache()
    """,
    "acme/store/cache.py": """
        import threading

        class Cache:
            def __init__(self):
                self.items = {}
                self.lock = threading.Lock()

            def get(self, key, make):
                if key not in self.items:
                    with self.lock:
                        self.items[key] = make()
                return self.items[key]
    """,
    "acme/counters.py": """
        import enum
        import threading

        class Mode(enum.Enum):
            CAREFUL = 1
            FAST = 2

        class Counter:
            def __init__(self):
                self.value = 0

            def add(self):
                value = self.value
                if value < 0:
                    raise ValueError("never")
                self.value = value + 1

        class Safe(Counter):
            def __init__(self):
                super().__init__()
                self.lock = threading.Lock()

            def add(self):
                with self.lock:
                    super().add()
    """,
    "acme/later.py": """
        from . import counters

        def make():
            return counters.Counter()
    """,
}

BEGIN = """
import threading
import unittest

import acme
import pytest
import treadle
from acme.counters import Counter, Mode, Safe

ours = treadle.explore(modules=["acme"])

def in_threads(*functions):
    threads = [threading.Thread(target=f) for f in functions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
"""


class Project:
    """A project with a package in `src` and tests beside it."""

    def __init__(self, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
        self._pytester = pytester
        self._monkeypatch = monkeypatch
        self.write("pytest.ini", "[pytest]\npythonpath = src\n")
        for name, source in PACKAGE.items():
            self.write(f"src/{name}", source)

    def write(self, name: str, source: str) -> Path:
        path = self._pytester.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(source).lstrip(), encoding="utf-8")
        return path

    def run(self, source: str, *options: str, plugins: str = "") -> pytest.RunResult:
        """Run a test file that begins as all do; *plugins* are loaded besides ours."""
        self.write("tests/test_acme.py", BEGIN + dedent(source))
        names = ",".join(["treadle.plugin", *filter(None, [plugins])])
        self._monkeypatch.setenv("PYTEST_PLUGINS", names)
        return self._pytester.runpytest_subprocess("tests", *options)


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Project:
    return Project(pytester, monkeypatch)


def test_a_package_is_loaded_as_python_loads_it(project: Project) -> None:
    result = project.run(
        """
        import pickle
        import sys
        from unittest import mock

        @ours
        def test_race_behind_a_reexport():
            made = []
            cache = acme.Cache()
            def make():
                made.append(1)
            in_threads(lambda: cache.get("a", make), lambda: cache.get("a", make))
            assert len(made) == 1

        @ours
        def test_race_in_a_late_import():
            counter = acme.later.make()
            in_threads(counter.add, counter.add)
            assert counter.value == 2

        @ours
        def test_everything_is_where_it_was():
            import acme.store.cache as cache
            assert acme.Cache is acme.store.Cache is cache.Cache
            assert cache.__package__ == "acme.store"
            assert cache.__spec__.name == "acme.store.cache"
            assert sys.modules["acme.store.cache"] is cache
            assert acme.fast(1) == 1
            assert type(pickle.loads(pickle.dumps(Counter()))) is Counter
            with mock.patch("acme.counters.Counter.add", lambda self: 7):
                assert Counter().add() == 7

        @ours
        def test_each_schedule_starts_afresh():
            assert not acme.shared.items
            acme.shared.items["left"] = "over"
            counter = Safe()
            in_threads(counter.add, counter.add)

        def test_nothing_of_it_stays_behind():
            assert sys.modules["acme"] is acme
            assert not acme.shared.items
        """
    )
    result.assert_outcomes(passed=3, failed=2)
    result.stdout.fnmatch_lines(
        ["Check-then-act:*", "Lost update:*", "*── counters.py ──*", "replay it: pytest tests/*"]
    )


def test_extensions_are_left_as_they_are(project: Project) -> None:
    """A package may bring modules that are not Python; greenlet does."""
    result = project.run(
        """
        @treadle.explore(modules=["acme", "greenlet"])
        def test_it():
            import greenlet
            from greenlet import _greenlet
            assert greenlet.greenlet is _greenlet.greenlet
            counter = Counter()
            in_threads(counter.add, counter.add)
            assert counter.value == 2
        """
    )
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["Lost update:*"])


def test_only_what_is_named_is_instrumented(project: Project) -> None:
    """The rest of the package is in the world, too, so that a class is the same everywhere."""
    result = project.run(
        """
        @treadle.explore(modules=["acme.store"])
        def test_without_the_counters():
            counter = Counter()
            in_threads(counter.add, counter.add)
            assert counter.value == 2
            assert isinstance(acme.Cache().lock, type(threading.Lock()))

        @treadle.explore(modules=["acme.counters"])
        def test_behind_another_module():
            counter = acme.later.make()
            assert type(counter) is Counter
            in_threads(counter.add, counter.add)
            assert counter.value == 2
        """
    )
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["*test_behind_another_module*", "Lost update:*"])


def test_of_a_part_of_a_package_nothing_is_proved(project: Project) -> None:
    """What the rest does to what is shared goes unseen, so a race with that may, too."""
    project.write(
        "src/acme/base.py", "class Base:\n    def stop(self):\n        self.stopped = True\n"
    )
    project.write("src/acme/names.py", "LIMIT = 3")
    project.write(
        "src/acme/bus.py",
        """
        from .base import Base
        from .names import LIMIT

        class Bus(Base):
            stopped = False

            def add(self):
                if not self.stopped:
                    self.last = LIMIT
        """,
    )
    result = project.run(
        """
        from acme.bus import Bus

        def use_a_bus():
            bus = Bus()
            in_threads(bus.add, bus.stop)

        @treadle.explore(modules=["acme.bus"])
        def test_part():
            use_a_bus()

        @treadle.explore(modules=["acme"])
        def test_whole():
            use_a_bus()
        """,
        "-v",
    )
    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(["*test_part PASSED (no bug*", "*test_whole PASSED (proved*"])


def test_what_is_named_is_there_and_is_explored(project: Project) -> None:
    """A name that is misspelt would have everything proved, and so would one that nobody loads."""
    project.write("src/inner.py", "def one():\n    return 1")
    project.write("src/outer.py", "import inner")
    result = project.run(
        """
        @treadle.explore(modules=["acme.countres"])
        def test_misspelt():
            pass

        @treadle.explore(modules=["inner"])
        def test_not_loaded():
            import outer
            assert outer.inner.one() == 1

        @treadle.explore(modules=["inner", "outer"])
        def test_loaded():
            import outer
            assert outer.inner.one() == 1
        """
    )
    result.assert_outcomes(passed=2, failed=1, warnings=1)
    result.stdout.fnmatch_lines(
        [
            "*is to explore the module 'acme.countres', and there is none*",
            "*test_not_loaded is to explore inner, and has run nothing of it*",
        ]
    )


def test_arguments_come_from_outside(project: Project) -> None:
    result = project.run(
        """
        @pytest.mark.parametrize("make", [Counter, lambda: Counter()], ids=["class", "lambda"])
        @ours
        def test_racy(make, tmp_path, monkeypatch):
            assert tmp_path.is_dir()
            counter = make()
            in_threads(counter.add, counter.add)
            assert counter.value == 2

        @pytest.mark.parametrize(("make", "mode"), [(Safe, Mode.CAREFUL)])
        @ours
        def test_safe(make, mode):
            assert mode is Mode.CAREFUL
            counter = make()
            in_threads(counter.add, counter.add)
            assert counter.value == 2

        @pytest.fixture
        def counter():
            return Counter()

        @ours
        def test_made_outside(counter):
            in_threads(counter.add, counter.add)

        @ours
        def test_skipped():
            pytest.skip("not today")
        """,
        "-rs",
    )
    result.assert_outcomes(passed=1, failed=3, skipped=1)
    result.stdout.fnmatch_lines(
        [
            "*test_acme.py::test_racy[[]class] --replay *",
            "argument counter of test_made_outside is a Counter that was made outside the*",
            "SKIPPED*not today",
        ]
    )
    assert result.stdout.str().count("Lost update:") == 2


def test_functions_among_the_arguments_are_explored(project: Project) -> None:
    """Also those that no name leads to; a race in them went unseen, and was called proved."""
    result = project.run(
        """
        import functools

        def made():
            def add(cell, by=1):
                cell.n = cell.n + by
            return add

        class Cell:
            n = 0

            @classmethod
            def new(cls):
                return cls()

            def add(self):
                self.n += 1

        def in_two(add):
            cell = Cell.new()
            in_threads(lambda: add(cell), lambda: add(cell))
            assert cell.n == 2

        SIMPLE, STEP = [lambda cell: None, lambda cell: setattr(cell, "n", cell.n + 1)], 1

        @pytest.mark.parametrize("add", [
            lambda cell, by=[1]: setattr(cell, "n", cell.n + by[0]),
            functools.partial(lambda by, cell: setattr(cell, "n", cell.n + by), 1),
            SIMPLE[1],
            made(),
            Cell.add,
        ])
        @ours
        def test_racy(add):
            in_two(add)

        @pytest.mark.parametrize("new", [Cell.new])
        @ours
        def test_class_method(new):
            cell = new()
            in_threads(cell.add, cell.add)
            assert cell.n == 2

        @pytest.fixture(params=[lambda cell: setattr(cell, "n", cell.n + STEP)])
        def add(request):
            return request.param

        @ours
        def test_from_a_fixture(add):
            in_two(add)

        @pytest.mark.parametrize("add", [Cell().add])
        @ours
        def test_bound(add):
            in_threads(add, add)

        @pytest.mark.parametrize("local", [type("Local", (), {})])
        @ours
        def test_class_without_a_name(local):
            local()

        @pytest.mark.parametrize("made", [lambda: eval("lambda: None")()])
        @ours
        def test_passes(made):
            made()
        """,
    )
    result.assert_outcomes(failed=9, passed=1)
    assert result.stdout.str().count("Lost update:") == 7
    result.stdout.fnmatch_lines(
        [
            "argument add of test_bound is a Cell that was made outside the*",
            "argument local of test_class_without_a_name is a class that was made inside*",
        ]
    )


def test_classes(project: Project) -> None:
    result = project.run(
        """
        class TestPlain:
            @pytest.fixture(autouse=True)
            def limit(self):
                self.expected = 2

            def setup_method(self, method):
                self.counter = Counter()

            @ours
            def test_racy(self):
                in_threads(self.counter.add, self.counter.add)
                assert self.counter.value == self.expected

        class TestUnit(unittest.TestCase):
            @classmethod
            def setUpClass(cls):
                cls.expected = 2

            def setUp(self):
                self.counter, self.clean = Counter(), []
                self.addCleanup(self.clean.append, "cleaned")

            def tearDown(self):
                self.clean.append("torn down")

            @ours
            def test_racy(self):
                in_threads(self.counter.add, self.counter.add)
                self.assertEqual(self.counter.value, self.expected)

            @ours
            def test_skipped(self):
                self.skipTest("not today")
        """
    )
    result.assert_outcomes(failed=2, skipped=1)
    assert result.stdout.str().count("Lost update:") == 2
    result.stdout.fnmatch_lines(["*::TestPlain::test_racy --replay*", "*::TestUnit::test_racy --*"])


def test_a_package_of_tests(project: Project) -> None:
    """Tests may be in a package themselves, and share helpers."""
    project.write("tests/__init__.py", "")
    project.write("tests/helpers.py", "from acme.counters import Counter\n")
    result = project.run(
        """
        from . import helpers

        @ours
        def test_racy():
            counter = helpers.Counter()
            in_threads(counter.add, counter.add)
            assert counter.value == 2
        """
    )
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["Lost update:*"])


def test_a_warning_is_given_once(project: Project) -> None:
    result = project.run(
        """
        import warnings

        @treadle.explore(modules=["acme"], schedules=50, strategy="random")
        def test_it():
            counter = Safe()
            in_threads(counter.add, counter.add)
            warnings.warn("it is old", DeprecationWarning)
        """
    )
    result.assert_outcomes(passed=1, warnings=1)


RACES = """
@pytest.mark.parametrize("make", [Counter, Safe])
@ours
def test_adds(make):
    counter = make()
    in_threads(counter.add, counter.add)
    assert counter.value == 2
"""


def test_beside_xdist(project: Project) -> None:
    result = project.run(RACES, "-n", "2", plugins="xdist.plugin")
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["Lost update:*"])


def test_beside_timeout(project: Project) -> None:
    """What hangs where nobody can look is ended, and the next test runs."""
    source = """
    import itertools

    @pytest.mark.timeout(1)
    @ours
    def test_hangs():
        any(False for _ in itertools.count())
    """
    result = project.run(dedent(source) + RACES, plugins="pytest_timeout")
    result.assert_outcomes(passed=1, failed=2)


BODY = """
def body():
    cache = acme.Cache()
    in_threads(lambda: cache.get("a", dict), lambda: cache.get("b", dict))
    counter = Safe()
    in_threads(counter.add, counter.add)
    acme.later.make()
"""


@pytest.mark.parametrize("branches", [(), ("--cov-branch",)], ids=["lines", "branches"])
def test_beside_cov(project: Project, branches: tuple[str, ...]) -> None:
    """The same lines are covered as if the test had been run plainly."""
    project.write(".coveragerc", "[run]\nconcurrency = thread, greenlet\n")
    options = ("--cov=acme", "--cov-report=term-missing", *branches)
    covered = []
    for decorator in ("", "@ours\n"):
        source = f"{BODY}\n{decorator}def test_it():\n    body()\n"
        result = project.run(source, *options, plugins="pytest_cov")
        result.assert_outcomes(passed=1)
        covered.append(re.findall(r"^src.*", result.stdout.str(), re.MULTILINE))
    assert covered[0] == covered[1]
    assert len(covered[0]) == len(PACKAGE)
    assert any("100%" in line for line in covered[0])
    assert any("100%" not in line for line in covered[0])


def test_beside_hypothesis(project: Project) -> None:
    """Every example is explored; the one that is told is the smallest that fails."""
    result = project.run(
        """
        from hypothesis import given, settings, strategies as st

        @settings(deadline=None, max_examples=10, derandomize=True, database=None)
        @given(n=st.integers(1, 3))
        @ours
        def test_racy(n):
            counter = Counter()
            in_threads(*[counter.add] * n)
            assert counter.value == n

        @settings(deadline=None, max_examples=5, derandomize=True, database=None)
        @given(n=st.integers(1, 3))
        @ours
        def test_safe(n):
            counter = Safe()
            in_threads(*[counter.add] * n)
            assert counter.value == n

        @settings(deadline=None, max_examples=5, derandomize=True, database=None)
        @given(data=st.data())
        @ours
        def test_draws_inside(data):
            data.draw(st.integers())
        """,
        plugins="_hypothesis_pytestplugin",
    )
    result.assert_outcomes(passed=1, failed=2)
    result.stdout.fnmatch_lines(["Lost update:*", "*n=2*", "replay it:*"])
    result.stdout.fnmatch_lines(["argument data of test_draws_inside is a data() of Hypothesis*"])


def test_given_has_to_be_above(project: Project) -> None:
    result = project.run(
        """
        from hypothesis import given, strategies as st

        @ours
        @given(n=st.integers())
        def test_it(n):
            pass
        """,
        plugins="_hypothesis_pytestplugin",
    )
    assert result.ret == 2
    result.stdout.fnmatch_lines(["*test_it: put @given above @treadle.explore*"])


@pytest.mark.parametrize("mode", ["strict", "auto"])
def test_beside_asyncio(project: Project, mode: str) -> None:
    """Coroutines that are explored run on a loop of ours, the others on pytest-asyncio's."""
    result = project.run(
        RACES
        + dedent(
            """
            import asyncio

            class Account:
                balance = 0

                async def deposit(self):
                    balance = self.balance
                    await asyncio.sleep(0)
                    self.balance = balance + 1

            @ours
            async def test_explored():
                account = Account()
                await asyncio.gather(account.deposit(), account.deposit())
                assert account.balance == 2

            @pytest.mark.asyncio
            async def test_of_theirs():
                await asyncio.sleep(0)
            """
        ),
        f"--asyncio-mode={mode}",
        "-o",
        "asyncio_default_fixture_loop_scope=function",
        plugins="pytest_asyncio.plugin",
    )
    result.assert_outcomes(passed=2, failed=2)


def test_trials_tell_what_failed_and_in_which_trial(project: Project) -> None:
    result = project.run(
        """
        @treadle.stress(trials=9)
        def test_fails():
            both = threading.Barrier(2)
            treadle.run(both.wait, both.wait)
            assert both.parties == 3

        @treadle.stress(trials=9, timeout_s=0.1)
        def test_hangs():
            in_threads(threading.Event().wait)
        """
    )
    result.assert_outcomes(failed=2)
    result.stdout.fnmatch_lines(
        [
            "*assert both.parties == 3*",
            "*StressFailed: trial 1 of 9 failed: AssertionError: *",
            "0.1 s were over in trial 1 of 9*",
        ]
    )
