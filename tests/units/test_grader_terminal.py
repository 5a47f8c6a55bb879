"""The table on the terminal: what fits, and that nothing is told by colour alone."""

import io
from fractions import Fraction

import pytest
from rich.cells import cell_len
from rich.console import Console

from grader import score, terminal
from grader.course import Course, Override
from grader.kit import Check, Exercise, Kit
from grader.result import (
    CRASHED,
    FAILED,
    GRADER_ERROR,
    NOT_SUBMITTED,
    PASSED,
    REFUSED,
    TIMEOUT,
    Attempt,
    Result,
)
from grader.run import tidy

CHECKS = (Check("test_a", "A", 40, "a"), Check("test_b", "B", 60, "b"))
OUTCOMES = (PASSED, FAILED, CRASHED, TIMEOUT, NOT_SUBMITTED, REFUSED, GRADER_ERROR)


def shown(exercises: int, width: int = 80) -> list[str]:
    kit = Kit(None, tuple(Exercise(f"{i:02}_topic", "m.py", CHECKS) for i in range(exercises)))
    outcomes = {exercise.name: OUTCOMES[i % 7] for i, exercise in enumerate(kit.exercises)}

    def results(student, exercise):
        outcome = PASSED if student == "Bo" else outcomes[exercise.name]
        said = "Some [red]reason[/red]."
        return [Attempt(tuple(Result(check, outcome, message=said) for check in CHECKS))]

    names = ["Bo", "Nguyễn Thị Minh Hương van der Berg", "김민준"]
    screen = Console(file=io.StringIO(), width=width)
    terminal.report(screen, kit, [score.row(name, kit, results) for name in names])
    return screen.file.getvalue().splitlines()


@pytest.mark.parametrize("exercises", [1, 5, 7, 8, 12, 24])
def test_it_fits_into_80_columns(exercises):
    lines = shown(exercises)
    assert all(cell_len(line) <= 80 for line in lines)
    assert any("김민준" in line for line in lines)
    bo = next(line for line in lines if line.startswith("Bo"))
    assert bo.count("100") + bo.count("●") >= exercises
    assert str(exercises * 100) in bo


def test_every_outcome_has_a_sign_and_the_sign_a_meaning():
    text = "\n".join(shown(7, width=160))
    for meaning in (
        "✗ crashed", "∞ out of time", "- not submitted", "! refused", "? grader error",
    ):  # fmt: skip
        assert meaning in text
    row = next(line for line in text.splitlines() if line.startswith("김민준"))
    assert row.split() == ["김민준", "100", "0", "0✗", "0∞", "-", "!", "?", "open"]


def test_reasons_are_shown_as_they_are():
    assert any("02_topic Some [red]reason[/red]." in line for line in shown(7, width=160))


def test_what_a_course_made_of_the_points_is_said():
    exercise = Exercise("01_topic", "m.py", CHECKS)
    worth = Course(
        weights={"01_topic": Fraction(1, 8)},
        overrides={("An", "01_topic"): Override(Fraction(10), "Ill")},
    )
    results = tuple(Result(check, REFUSED, message="A link.") for check in CHECKS)
    kit = Kit(None, (exercise,))
    row = score.row("An", kit, lambda *_: [Attempt(results)], worth)
    screen = Console(file=io.StringIO(), width=80)
    terminal.report(screen, kit, [row])
    text = screen.file.getvalue()
    assert "of 12.5" in text
    assert "10=" in text
    assert "01_topic set to 10, was refused: Ill" in text
    assert "A link." not in text
    assert "open" not in text


def test_texts_are_made_safe_and_the_same_every_time():
    text = "\x1b[31m/tmp/box/02_race/race.py:3 <Lock at 0x7f3a12345678>\ud800\r\n0x1f"
    assert tidy(text, ("/tmp/box/",)) == "[31m02_race/race.py:3 <Lock at 0x…>\n0x1f"
    assert len(tidy("x" * 100_000)) == 20_001
