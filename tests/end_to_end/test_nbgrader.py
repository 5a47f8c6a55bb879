"""A course through nbgrader itself: what students get, what it gives for what they hand in."""

import pytest

pytest.importorskip("nbgrader", reason="nbgrader is not installed; it is an extra")

from tests.end_to_end.nbgrader_class import ROOT, Course, compared

# Libraries of nbgrader's warn of each other; what is ours is loaded in processes of their own.
pytestmark = [pytest.mark.whole, pytest.mark.filterwarnings("ignore")]


def test_one_submission_gets_the_points_of_its_checks_and_its_story(tmp_path):
    course = Course(tmp_path, ["02_race"])
    course.release("02_race")
    wrong = ROOT / "tests" / "answers" / "02_race" / "wrong" / "only_writers_locked.py"
    noisy = "import sys\nsys.stderr.write('no reason to take points off')\n"
    course.hand_in("02_race", "ann", noisy + wrong.read_text(encoding="utf-8"))
    course.grade("02_race", ["ann"])
    assert list(course.points().values()) == [10, 30, 20, 20, 0]
    feedback = tmp_path / "course" / "feedback" / "ann" / "02_race" / "02_race.html"
    shown = feedback.read_text(encoding="utf-8")
    assert "Torn read" in shown
    assert "80 of 100 points" in shown


def test_a_class_gets_the_marks_of_the_grader(tmp_path):
    number, differences = compared(tmp_path, ["02_race", "04_deadlock", "21_fork"], 6)
    assert differences == []
    assert number == 6 * (5 + 5 + 5)
