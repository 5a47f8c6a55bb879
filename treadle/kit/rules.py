"""The rules that a kit keeps of itself, for every exercise and every answer there is.

A module of tests: `treadle check-kit` runs it, and so does `tests/answers`. The kit is the one that
the environment variable TREADLE_KIT names, or the one around the present folder.

The shipped module fails as its README declares and in no other way; the model answer and all other
right answers pass; every wrong answer is rejected by the checks that it names, with the verdicts
that it names. Each answer is checked as a learner's is: by pytest, in a process of its own. A new
exercise or answer is covered by being there.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from treadle.kit import POINTS, Exercise, Kit
from treadle.kit.fresh import LIMIT_S, run_pytest

KIT = Kit.around(Path(os.environ.get("TREADLE_KIT") or Path.cwd()))
ROOT = KIT.folder.parent
SHIPPED = KIT.folder / ".shipped"
ANSWERS = ROOT / "tests" / "answers"
EXERCISES = [exercise.name for exercise in KIT.exercises]

RIGHT_ANSWERS, WRONG_ANSWERS = 4, 8
"""At least so many are in the corpus of an exercise."""

REAL_TRIALS = 20
"""How often the model answer has to pass each check on real threads."""

REJECTED_BY = re.compile(r"^# rejected by: (test_\w+) ([a-z-]+)$")
WHY = re.compile(r"^# why: \S.*$")
DECLARED = re.compile(r"^<!-- shipped: (test_\w+) ([a-z-]+) -->$", re.MULTILINE)


class Answer(NamedTuple):
    """A file of the corpus."""

    exercise: str
    path: Path

    @property
    def id(self) -> str:
        """What pytest calls it."""
        return f"{self.exercise}/{self.path.parent.name}/{self.path.stem}"


def answers(kind: str) -> list[Any]:
    """All *kind* ("right" or "wrong") answers, as parameters of a test."""
    found = [Answer(e, p) for e in EXERCISES for p in sorted((ANSWERS / e / kind).glob("*.py"))]
    return [pytest.param(answer, id=answer.id) for answer in found]


def run(exercise: str, *options: str, results: Path) -> tuple[list[dict[str, Any]], str]:
    """Run the checks of *exercise*; return the events written to *results*, and the output."""
    arguments = [f"exercises/{exercise}", "-p", "no:cacheprovider", *options]
    printed = run_pytest([*arguments, "--treadle-results", str(results)], ROOT)
    lines = results.read_text(encoding="utf-8").splitlines() if results.exists() else []
    return [json.loads(line) for line in lines], printed


@cache
def collected(exercise: str) -> dict[str, dict[str, Any]]:
    """The checks of *exercise* by name, as pytest collects them."""
    with tempfile.TemporaryDirectory() as folder:
        events, printed = run(exercise, "--collect-only", results=Path(folder, "results"))
    checks = {e["check"]: e for e in events if e["event"] == "collected"}
    assert checks, f"no checks were collected in exercises/{exercise}:\n{printed}"
    return checks


def folder_of(exercise: str) -> Exercise:
    """Where things lie."""
    return Exercise(KIT.folder / exercise)


def check(exercise: str, results: Path, *options: str) -> tuple[dict[str, dict[str, Any]], str]:
    """Run all checks of *exercise*; return their results by name, and what pytest printed."""
    events, printed = run(exercise, *options, results=results)
    found = {e["check"]: e for e in events if e["event"] == "check"}
    assert sorted(found) == sorted(collected(exercise)), (
        f"there should be one result for each check, but they are {sorted(found)}:\n{printed}"
    )
    return found, printed


def verdicts(found: dict[str, dict[str, Any]]) -> dict[str, str]:
    """The verdict of each check."""
    return {name: result["verdict"] for name, result in found.items()}


def assert_all_passed(found: dict[str, dict[str, Any]], printed: str) -> None:
    """Fail unless every check has passed."""
    failed = {n: v for n, v in verdicts(found).items() if v != "passed"}
    assert not failed, f"all checks should pass, but {failed}:\n{printed}"
    assert {result["outcome"] for result in found.values()} == {"passed"}


def header(path: Path) -> tuple[dict[str, str], bool]:
    """What the top of a wrong answer declares: {check: verdict}, and whether it says why."""
    declared: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            return declared, False
        if WHY.match(line):
            return declared, True
        match = REJECTED_BY.match(line)
        assert match, f"{path.name}: not a line of the header: {line!r}"
        declared[match[1]] = match[2]
    return declared, False


# -- what passes and what does not ----------------------------------------------------------------


@pytest.mark.parametrize("exercise", EXERCISES)
def test_the_shipped_module_fails_as_declared(exercise: str, tmp_path: Path) -> None:
    """The checks named in the README give the verdict named there; all others pass."""
    readme = (ROOT / "exercises" / exercise / "README.md").read_text(encoding="utf-8")
    declared = dict(DECLARED.findall(readme))
    assert declared, "the README does not declare what is wrong with the shipped module"
    found, printed = check(exercise, tmp_path / "results", "--code", str(SHIPPED))
    expected = {name: declared.get(name, "passed") for name in found}
    assert declared.keys() <= found.keys()
    assert verdicts(found) == expected, printed


@pytest.mark.parametrize("exercise", EXERCISES)
def test_the_model_answer_passes(exercise: str, tmp_path: Path) -> None:
    """The model answer passes every check; what is explored is small enough to be proved.

    A check that asks for one schedule explores nothing: it tries something large, once.
    """
    found, printed = check(exercise, tmp_path / "results", "--code", "solutions")
    assert_all_passed(found, printed)
    assert not [n for n, r in found.items() if r["schedules"] > 1 and not r["proved"]], printed


@pytest.mark.parametrize("exercise", EXERCISES)
def test_the_model_answer_passes_on_real_threads(exercise: str, tmp_path: Path) -> None:
    """The model answer passes every check again and again on threads of the operating system."""
    options = ["--code", "solutions", "--trials", str(REAL_TRIALS)]
    assert_all_passed(*check(exercise, tmp_path / "results", *options))


@pytest.mark.parametrize("answer", answers("right"))
def test_a_right_answer_passes(answer: Answer, tmp_path: Path) -> None:
    """A right answer passes every check, however it is written."""
    assert_all_passed(*check(answer.exercise, tmp_path / "results", "--code", str(answer.path)))


@pytest.mark.parametrize("answer", answers("right"))
def test_a_right_answer_passes_on_real_threads(answer: Answer, tmp_path: Path) -> None:
    """A right answer passes every check on threads of the operating system: Python agrees."""
    options = ["--code", str(answer.path), "--trials", "5"]
    assert_all_passed(*check(answer.exercise, tmp_path / "results", *options))


@pytest.mark.parametrize("answer", answers("wrong"))
def test_a_wrong_answer_is_rejected(answer: Answer, tmp_path: Path) -> None:
    """A wrong answer gets the verdict that it names from each check that it names."""
    declared, _ = header(answer.path)
    found, printed = check(answer.exercise, tmp_path / "results", "--code", str(answer.path))
    given = verdicts(found)
    assert {name: given.get(name) for name in declared} == declared, printed
    assert "kit-error" not in given.values(), printed


# -- what is there --------------------------------------------------------------------------------


@pytest.mark.parametrize("exercise", EXERCISES)
def test_the_folder_holds_what_it_should_and_nothing_else(exercise: str) -> None:
    """Four files for the learner, one model answer, and right and wrong answers."""
    module = folder_of(exercise).module.name
    assert files(ROOT / "exercises" / exercise) == sorted(
        ["README.md", "hints.md", module, f"test_{module}"]
    )
    assert files(ROOT / "solutions" / exercise) == [module]
    assert files(ANSWERS / exercise) == ["right", "wrong"]
    few = []
    for kind, least in [("right", RIGHT_ANSWERS), ("wrong", WRONG_ANSWERS)]:
        found = files(ANSWERS / exercise / kind)
        assert all(name.endswith(".py") for name in found)
        if len(found) < least:
            few.append(
                f"tests/answers/{exercise}/{kind} has {len(found)} of at least {least} answers"
            )
    assert not few, "\n".join(few)


def files(folder: Path) -> list[str]:
    """What is in *folder*, but for Python's own caches."""
    return sorted(p.name for p in folder.iterdir() if p.name != "__pycache__")


@pytest.mark.parametrize("exercise", EXERCISES)
def test_the_module_is_as_it_was_shipped(exercise: str) -> None:
    """What `treadle reset` gives back is what lies there."""
    found = folder_of(exercise)
    assert files(found.shipped.parent) == [found.module.name]
    assert found.module.read_bytes() == found.shipped.read_bytes(), (
        f"{found.module} is not as it was shipped. If you solved it, `treadle reset "
        f"{found.number}` puts it back; if you mean to ship it so, copy it to {found.shipped}"
    )


@pytest.mark.parametrize("exercise", EXERCISES)
def test_the_module_is_short_and_a_program(exercise: str) -> None:
    """The module has 20 to 60 lines and a main part; so has the model answer, which runs."""
    shipped = folder_of(exercise).shipped
    program = ROOT / "solutions" / exercise / shipped.name
    for file in (shipped, program):
        assert 'if __name__ == "__main__":' in file.read_text(encoding="utf-8")
    assert 20 <= len(shipped.read_text(encoding="utf-8").splitlines()) <= 60
    done = subprocess.run(
        [sys.executable, str(program)],
        capture_output=True,
        text=True,
        timeout=LIMIT_S,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.strip()


@pytest.mark.parametrize("exercise", EXERCISES)
def test_the_readme_tells_what_is_checked(exercise: str) -> None:
    """The README names the file, the command and every check with its title and its points."""
    checks = collected(exercise)
    readme = (ROOT / "exercises" / exercise / "README.md").read_text(encoding="utf-8")
    assert readme.startswith(f"# {exercise[:2]} ")
    assert f"pytest exercises/{exercise}" in readme
    assert f"`{folder_of(exercise).module.name}`" in readme
    assert sum(c["points"] for c in checks.values()) == POINTS
    for name, c in checks.items():
        assert c["title"], f"{name} has no docstring"
        assert f"| `{name}` | {c['title']} | {c['points']} |" in readme
    rows = re.findall(r"^\| `(test_\w+)` \|", readme, re.MULTILINE)
    assert rows == list(checks), "the table should list the checks, in their order"


@pytest.mark.parametrize("exercise", EXERCISES)
def test_there_is_a_page_for_the_teacher(exercise: str) -> None:
    """It says what the bug is, and what people answer."""
    page = ROOT / "docs" / "teaching" / f"{exercise}.md"
    assert page.exists(), f"there is no docs/teaching/{exercise}.md"
    assert page.read_text(encoding="utf-8").startswith(f"# Teaching {exercise[:2]} ")


@pytest.mark.parametrize("exercise", EXERCISES)
def test_there_are_three_hints(exercise: str) -> None:
    """Three levels, none of them empty."""
    hints = folder_of(exercise).hints
    assert len(hints) == 3, f"hints.md has {len(hints)} levels (## 1, ## 2, ## 3), not 3"
    for level, hint in enumerate(hints, 1):
        assert len(hint.split()) >= 10, f"hint {level} hardly says anything"


@pytest.mark.parametrize("exercise", EXERCISES)
def test_nothing_is_left_to_do(exercise: str) -> None:
    """Nothing says TODO any more."""
    folders = (KIT.folder, ROOT / "solutions", ANSWERS)
    unfinished = [
        file.relative_to(ROOT).as_posix()
        for folder in folders
        for file in sorted((folder / exercise).rglob("*.*"))
        if file.suffix in (".py", ".md") and "TODO" in file.read_text(encoding="utf-8")
    ]
    assert not unfinished, "\n".join(f"{file} says TODO" for file in unfinished)


@pytest.mark.parametrize("answer", answers("wrong"))
def test_a_wrong_answer_says_what_is_wrong(answer: Answer) -> None:
    """It names at least one check of its exercise, and why people write it."""
    declared, why = header(answer.path)
    assert declared, "no line '# rejected by: CHECK VERDICT'"
    assert why, "no line '# why: …'"
    assert declared.keys() <= collected(answer.exercise).keys()
    assert "passed" not in declared.values()
    assert "kit-error" not in declared.values()


def test_every_answer_belongs_to_an_exercise() -> None:
    """No answers and no model answer are left over from an exercise that is gone."""
    assert [name for name in files(ANSWERS) if name[0].isdigit()] == EXERCISES
    assert files(ROOT / "solutions") == EXERCISES
    assert files(SHIPPED) == EXERCISES
