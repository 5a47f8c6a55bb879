"""A course through nbgrader itself: what students get, what it gives for what they hand in."""

import pytest

pytest.importorskip("nbgrader", reason="nbgrader is not installed; it is an extra")

from tests.end_to_end.nbgrader_class import ROOT, Course, compared, path_with_its_programs

# Libraries of nbgrader's warn of each other; what is ours is loaded in processes of their own.
pytestmark = [pytest.mark.whole, pytest.mark.filterwarnings("ignore")]


@pytest.fixture(autouse=True)
def programs(monkeypatch):
    monkeypatch.setenv("PATH", path_with_its_programs())


NOISE = """
import subprocess, sys, threading

def noise():
    print("no reason to take points off", file=sys.stderr, flush=True)
    if not threading.main_thread().is_alive():
        return
    threading.Timer(0.01, noise).start()

noise()
again = "import sys, time\\nwhile True: print(1, file=sys.stderr, flush=True); time.sleep(0.01)"
child = subprocess.Popen([sys.executable, "-c", again])
threading.Timer(0.02, lambda: 1 / 0).start()
"""
"""A cell whose thread, timer and process go on to write to stderr while others are graded."""


def test_one_submission_gets_the_points_of_its_checks_and_its_story(tmp_path):
    course = Course(tmp_path, ["02_race"])
    course.release("02_race")
    wrong = ROOT / "tests" / "answers" / "02_race" / "wrong" / "only_writers_locked.py"
    course.hand_in("02_race", "ann", wrong.read_text(encoding="utf-8"), own=NOISE)
    course.grade("02_race", ["ann"])
    assert list(course.points().values()) == [10, 30, 20, 20, 0]
    feedback = tmp_path / "course" / "feedback" / "ann" / "02_race" / "02_race.html"
    shown = feedback.read_text(encoding="utf-8")
    assert "Torn read" in shown
    assert "80 of 100 points" in shown


def test_a_class_gets_the_marks_of_the_grader(tmp_path):
    number, differences = compared(tmp_path, ["02_race", "04_deadlock", "21_fork"], 6)
    assert differences == []
    assert number == 6 * (5 + 6 + 5)
