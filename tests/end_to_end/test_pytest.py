"""Checks under real pytest, as a learner and as a maintainer of another package run them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from treadle.search.replay import token

MODULE = """
class Box:
    def __init__(self):
        self.value = 0

    def add(self):
        self.value += 1
"""

RIGHT = """
import threading

class Box:
    def __init__(self):
        self.value = 0
        self._lock = threading.Lock()

    def add(self):
        with self._lock:
            self.value += 1
"""

CHECK = '''
import pytest
import treadle

@pytest.mark.points(60)
@treadle.explore
def test_two_adds(exercise):
    """Two adds are both kept."""
    box = exercise.Box()
    treadle.run(box.add, box.add)
    assert box.value == 2, "two adds ran, but the value is 1"

@pytest.mark.points(40)
@treadle.explore
def test_one_add(exercise):
    """One add is kept."""
    box = exercise.Box()
    box.add()
    assert box.value == 1
'''


@pytest.fixture
def kit(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A kit with one exercise."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.setenv("PYTEST_PLUGINS", "treadle.plugin,pytest_timeout,xdist.plugin")
    folder = pytester.path / "exercises" / "01_box"
    folder.mkdir(parents=True)
    (folder / "box.py").write_text(MODULE, encoding="utf-8")
    (folder / "test_box.py").write_text(CHECK, encoding="utf-8")
    return folder


def test_a_failed_check_tells_its_story(kit: Path, pytester: pytest.Pytester) -> None:
    result = pytester.runpytest_subprocess("exercises/01_box")
    assert result.ret == 1
    result.stdout.fnmatch_lines(
        [
            "two adds ran, but the value is 1",
            "Lost update:*",
            "check again: pytest exercises/01_box/test_box.py::test_two_adds",
            "replay this: pytest exercises/01_box/test_box.py::test_two_adds --replay *",
            "hints: *exercises/01_box/hints.md",
            "01_box  40 of 100 points",
            "*-*0/60*Two adds are both kept (lost update)",
            "*+*40/40*One add is kept*proved*",
        ]
    )
    assert "Traceback" not in result.stdout.str()


def test_the_replay_line_shows_the_same_story(kit: Path, pytester: pytest.Pytester) -> None:
    first = pytester.runpytest_subprocess("exercises/01_box").stdout.str()
    line = next(x for x in first.splitlines() if x.startswith("replay this: "))
    again = pytester.runpytest_subprocess(*line.split()[3:])
    story = first[first.index("Lost update") : first.index("check again")]
    assert story in again.stdout.str()


def test_a_story_is_told_once(kit: Path, pytester: pytest.Pytester) -> None:
    """A check that fails as another one did refers to that, and says how to run it again."""
    file = next(kit.glob("**/test_*.py"))
    check = CHECK.partition("@pytest.mark.points(40)")[0]
    twin = check[check.index("@pytest") :].replace("test_two_adds", "test_two_more_adds")
    file.write_text(check.replace("(60)", "(50)") + twin.replace("(60)", "(50)"), encoding="utf-8")
    output = pytester.runpytest_subprocess("exercises/01_box").stdout.str()
    output = output.partition("short test summary")[0]  # which has more to say where CI is set
    assert output.count("Lost update") == 1
    assert output.count("two adds ran, but the value is 1") == 2
    assert "It is the same as in test_two_adds." in output
    assert "check again: pytest exercises/01_box/test_box.py::test_two_more_adds" in output
    assert "::test_two_more_adds --replay" not in output  # the steps are those of the other one


def test_the_steps_to_the_same_mistake_are_told_once(kit: Path, pytester: pytest.Pytester) -> None:
    """Another message, of the same mistake at the same line, needs no second picture."""
    file = next(kit.glob("**/test_*.py"))
    check = CHECK.partition("@pytest.mark.points(40)")[0]
    twin = check[check.index("@pytest") :].replace("test_two_adds", "test_two_more_adds")
    twin = twin.replace("two adds ran", "again two adds ran")
    file.write_text(check.replace("(60)", "(50)") + twin.replace("(60)", "(50)"), encoding="utf-8")
    output = pytester.runpytest_subprocess("exercises/01_box").stdout.str()
    output = output.partition("short test summary")[0]
    assert output.count("Lost update: ") == 1
    assert output.count("✗") == 1
    assert "again two adds ran, but the value is 1" in output
    assert "It is the same as in test_two_adds." in output
    assert "check again: pytest exercises/01_box/test_box.py::test_two_more_adds" in output
    assert "::test_two_more_adds --replay" not in output  # the steps are those of the other one


def test_one_schedule_that_passes_gives_no_points(kit: Path, pytester: pytest.Pytester) -> None:
    first = pytester.runpytest_subprocess("exercises/01_box").stdout.str()
    line = next(x for x in first.splitlines() if x.startswith("replay this: "))
    (kit / "box.py").write_text(RIGHT, encoding="utf-8")
    again = pytester.runpytest_subprocess(*line.split()[3:])
    assert again.ret == 0
    again.stdout.fnmatch_lines(["Only one schedule was run; without --replay, *"])
    again.stdout.no_fnmatch_line("*of 60 points*")


@pytest.mark.parametrize(
    ("name", "outcomes"),
    [("exercises", {"failed": 2}), ("test_own.py", {"failed": 3, "passed": 1, "xfailed": 1})],
)
def test_a_token_of_another_program(
    name: str, outcomes: dict[str, int], kit: Path, pytester: pytest.Pytester
) -> None:
    """Be there no such thread, or no such decision: also if it would pass."""
    (kit / "box.py").write_text(RIGHT, encoding="utf-8")
    (pytester.path / "test_own.py").write_text(SEARCHED, encoding="utf-8")
    for schedule in ((1, 5),), ((1, 1), (2_000, 1)):
        result = pytester.runpytest_subprocess(name, "--replay", token(schedule))
        result.assert_outcomes(**outcomes)
        result.stdout.fnmatch_lines(["the token does not fit this program; has the file changed?"])
        assert "Traceback" not in result.stdout.str()
        assert "mistake of the kit" not in result.stdout.str()


@pytest.mark.parametrize("place", ["file", "flat", "mirrored"])
def test_code_of_somebody_else(kit: Path, pytester: pytest.Pytester, place: str) -> None:
    other = pytester.path / "some body"
    folder = other / "01_box" if place == "mirrored" else other
    folder.mkdir(parents=True)
    (folder / "box.py").write_text(RIGHT, encoding="utf-8")
    code = str(other / "box.py") if place == "file" else "some body"
    result = pytester.runpytest_subprocess("exercises/01_box", "--code", code)
    assert result.ret == 0
    result.stdout.fnmatch_lines(["01_box  100 of 100 points"])


def test_trials_run_on_real_threads(kit: Path, pytester: pytest.Pytester) -> None:
    (kit / "box.py").write_text(RIGHT, encoding="utf-8")
    result = pytester.runpytest_subprocess("exercises/01_box", "--trials", "20")
    assert result.ret == 0


def test_what_is_not_there_is_not_submitted(kit: Path, pytester: pytest.Pytester) -> None:
    (pytester.path / "empty").mkdir()
    lines = pytester.path / "lines.json"
    result = pytester.runpytest_subprocess(
        "exercises", "--code", "empty", "--treadle-results", str(lines)
    )
    result.stdout.fnmatch_lines(["not submitted: *box.py is not there"])
    assert _outcomes(lines) == {"test_two_adds": "not-submitted", "test_one_add": "not-submitted"}


def test_every_line_is_written_as_things_happen(kit: Path, pytester: pytest.Pytester) -> None:
    lines = pytester.path / "lines.json"
    pytester.runpytest_subprocess("exercises", "--treadle-results", str(lines))
    events = [json.loads(x) for x in lines.read_text(encoding="utf-8").splitlines()]
    assert [(e["event"], e["check"]) for e in events] == [
        ("start", "test_two_adds"),
        ("check", "test_two_adds"),
        ("start", "test_one_add"),
        ("check", "test_one_add"),
    ]
    failed = events[1]
    assert failed["verdict"] == "wrong-result"
    assert failed["kind"] == "lost update"
    assert failed["title"] == "Two adds are both kept"
    assert failed["points"] == 60
    assert "overwrites" in failed["story"]


def test_the_checks_can_be_collected(kit: Path, pytester: pytest.Pytester) -> None:
    lines = pytester.path / "lines.json"
    pytester.runpytest_subprocess("--collect-only", "exercises", "--treadle-results", str(lines))
    events = [json.loads(x) for x in lines.read_text(encoding="utf-8").splitlines()]
    assert [(e["event"], e["check"], e["module"]) for e in events] == [
        ("collected", "test_two_adds", "box.py"),
        ("collected", "test_one_add", "box.py"),
    ]


BAD = {
    "a syntax error": ("class Box\n    pass\n", "box.py:1 is not Python*"),
    "a missing class": ("box = 1\n", "box.py defines no 'Box'"),
    "a wrong signature": (
        "class Box:\n    value = 0\n    def add(self, n):\n        pass\n",
        "box.py:3: TypeError: Box.add() missing 1 required*",
    ),
    "an import that fails": ("import no_such_thing\n", "box.py:1: ModuleNotFoundError*"),
    "an endless loop": (
        "while True:\n    pass\n",
        "Endless loop: main goes round and round at box.py:1*",
    ),
    "sys.exit": ("import sys\nsys.exit(0)\n", "*the program called sys.exit(0)"),
    "os._exit": ("import os\nos._exit(0)\n", "*os._exit() ends the whole process at once*"),
    "recursion": ("def f(): f()\nf()\n", "*RecursionError*"),
    "printing without end": (
        "while True:\n    print(1)\n",
        "Endless loop: main goes round and round at box.py:*",
    ),
    "null bytes": ("x = 1\n\0\n", "box.py:2 is not Python: it holds null bytes"),
}


@pytest.mark.parametrize("option", [[], ["--check-determinism"]], ids=["plain", "twice"])
@pytest.mark.parametrize("name", BAD)
def test_bad_input_gets_a_sentence(
    name: str, option: list[str], kit: Path, pytester: pytest.Pytester
) -> None:
    source, sentence = BAD[name]
    (kit / "box.py").write_text(source, encoding="utf-8")
    lines = pytester.path / "lines.json"
    result = pytester.runpytest_subprocess("exercises", "--treadle-results", str(lines), *option)
    assert result.ret == 1
    result.stdout.fnmatch_lines([sentence])
    assert set(_outcomes(lines).values()) == {"failed"}
    assert "Traceback" not in result.stdout.str()


def test_a_broken_harness_is_not_the_learners_fault(kit: Path, pytester: pytest.Pytester) -> None:
    breaks = """
        from treadle.kernel import Execution
        def broken(self, *args, **options):
            raise KeyError("broken on purpose")
        Execution.spawn = broken
        broken.__code__ = broken.__code__.replace(
            co_filename=Execution.step.__code__.co_filename
        )
    """
    (kit / "conftest.py").write_text(dedent(breaks), encoding="utf-8")
    lines = pytester.path / "lines.json"
    result = pytester.runpytest_subprocess("exercises", "--treadle-results", str(lines))
    assert _outcomes(lines) == {"test_two_adds": "error", "test_one_add": "passed"}
    result.stdout.fnmatch_lines(["This is a mistake of the kit, not yours*"])


def test_an_exception_in_the_check_says_where(kit: Path, pytester: pytest.Pytester) -> None:
    """What the learner's code gave back broke the check: it is told where, without a traceback."""
    (kit / "test_box.py").write_text(CHECK.replace("box.add()", "len(box.add())"), encoding="utf-8")
    result = pytester.runpytest_subprocess("exercises", "-k", "one")
    result.stdout.fnmatch_lines(["*TypeError: object of type 'NoneType' has no len()*"])


def test_bad_options(kit: Path, pytester: pytest.Pytester) -> None:
    for arguments, words in {
        ("--code", "nowhere"): "*--code nowhere: there is no such file or folder*",
        ("--trials", "-1"): "*--trials must not be negative*",
        ("--replay", "zzz"): "*--replay: 'zzz' is not a replay token*",
    }.items():
        result = pytester.runpytest_subprocess("exercises", *arguments)
        assert result.ret == 4
        result.stderr.fnmatch_lines([words])


def test_under_xdist(kit: Path, pytester: pytest.Pytester) -> None:
    result = pytester.runpytest_subprocess("exercises", "-n", "2")
    result.stdout.fnmatch_lines(["*Lost update:*", "01_box  40 of 100 points"])


@pytest.mark.parametrize("more", [[], ["-n", "1"], ["--color=yes"]])
def test_a_terminal_without_the_characters_of_a_story(more: list[str], kit: Path) -> None:
    """Such as what reads the output of a program on Windows; pytest would write one long line."""
    (kit / "test_box.py").write_text(CHECK.replace("two adds ran", "zwei für é │ 加"), "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "exercises", *more],
        env=os.environ | {"PYTHONIOENCODING": "cp1252"},
        capture_output=True,
        encoding="cp1252",
        check=False,
    )
    assert done.returncode == 1
    output = re.sub(r"\x1b\[[\d;]*m", "", done.stdout)
    assert "zwei für é | ?, but the value is 1" in output
    assert "Lost update: add-1 reads value as 0" in output
    assert "\\u25" not in output


def test_in_a_test_of_ones_own(kit: Path, pytester: pytest.Pytester) -> None:
    """Without the fixture, the test's own module is explored: no exercise is needed."""
    (pytester.path / "test_own.py").write_text(
        dedent(
            """
            import threading
            import treadle

            class Counter:
                def __init__(self):
                    self.value = 0

                def increment(self):
                    self.value += 1

            @treadle.explore
            def test_counter():
                counter = Counter()
                threads = [threading.Thread(target=counter.increment) for _ in range(2)]
                for thread in threads:
                    thread.start()
                for thread in threads:
                    thread.join()
                assert counter.value == 2

            class TestInAClass:
                @treadle.explore(schedules=50)
                def test_alone(self, tmp_path):
                    counter = Counter()
                    counter.increment()
                    assert counter.value == 1
                    assert tmp_path.is_dir()
            """
        ),
        encoding="utf-8",
    )
    result = pytester.runpytest_subprocess("test_own.py")
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(
        [
            "*assert counter.value == 2 (with 1, 2)*",
            "Lost update:*",
            "replay it: pytest test_own.py*",
        ]
    )
    assert "points" not in result.stdout.str()


SEARCHED = """
import threading
import unittest
import pytest
import treadle

def together(number):
    lock = threading.Lock()
    def take():
        with lock:
            pass
    threads = [threading.Thread(target=take) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

@treadle.explore
def test_two():
    together(2)

@treadle.explore(schedules=3)
def test_many():
    together(4)

@pytest.mark.xfail
@treadle.explore
def test_that_nobody_expects_to_pass():
    together(2)

def test_unexplored():
    pass

class TestUnit(unittest.TestCase):
    @treadle.explore
    def test_in_a_class(self):
        together(2)
"""


@pytest.mark.parametrize("more", [[], ["-n", "1"]])
def test_what_a_test_of_ones_own_is_worth(
    more: list[str], kit: Path, pytester: pytest.Pytester
) -> None:
    (pytester.path / "test_own.py").write_text(SEARCHED, encoding="utf-8")
    briefly = pytester.runpytest_subprocess("test_own.py", "--junitxml=own.xml", *more)
    briefly.assert_outcomes(passed=4, xpassed=1)
    line = "3 explored tests passed, 2 of them proved"
    assert f"{line}; -v says how each was searched" in briefly.outlines
    assert "schedules" not in briefly.stdout.str()
    words = 'name="treadle_explored" value="proved: all 2 schedules"'
    assert words in (pytester.path / "own.xml").read_text(encoding="utf-8")
    each = pytester.runpytest_subprocess("test_own.py", "-v", *more)
    assert line in each.outlines
    told = [re.sub(r"\S*::| *\[.*?\] *", " ", line).split() for line in each.outlines]
    for outcome in (
        "test_two PASSED (proved: all 2 schedules)",
        "test_many PASSED (no bug in 3 schedules, not proved: there are more than these)",
        "test_that_nobody_expects_to_pass XPASS",
        "test_unexplored PASSED",
        "test_in_a_class PASSED (proved: all 2 schedules)",
    ):
        test, *words = outcome.split()
        assert [test, *words] in told or [*words, test] in told, outcome
    assert "explored" not in pytester.runpytest_subprocess("test_own.py", "-q").stdout.str()


def test_a_check_that_hangs_outside_python_steps_is_stopped(
    kit: Path, pytester: pytest.Pytester
) -> None:
    source = MODULE.replace(
        "self.value += 1", "any(False for _ in __import__('itertools').count())"
    )
    (kit / "box.py").write_text(source, encoding="utf-8")
    check = CHECK.replace(
        "@pytest.mark.points(40)", "@pytest.mark.points(40)\n@pytest.mark.timeout(1)"
    )
    (kit / "test_box.py").write_text(check, encoding="utf-8")
    lines = pytester.path / "lines.json"
    pytester.runpytest_subprocess("exercises", "-k", "one", "--treadle-results", str(lines))
    events = [json.loads(x) for x in lines.read_text(encoding="utf-8").splitlines()]
    assert events[-1]["verdict"] == "timeout"


def _outcomes(lines: Path) -> dict[str, str]:
    events = [json.loads(x) for x in lines.read_text(encoding="utf-8").splitlines()]
    return {e["check"]: e["outcome"] for e in events if e["event"] == "check"}
