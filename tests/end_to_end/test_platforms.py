"""Grading on Gradescope, PrairieLearn and GitHub Classroom: what is built is unpacked and run.

Everything lies as the platform lays it out, but below a temporary folder.
"""

import base64
import json
import os
import re
import shlex
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from grader.cli import main
from tests.properties import importers

CHECKS = """
import pytest

@pytest.mark.points(40)
def test_one(exercise):
    "The first."
    assert exercise.one() == 1, "one() is not 1"

@pytest.mark.points(60)
def test_two(exercise):
    "The second."
    assert exercise.two() == 2, "two() is not 2"
"""
HALF = "def one(): return 1\ndef two(): return 3\n"
REJECTED = "import gc\n"


def grader(*arguments, cwd, **environment):
    """Run a command of the grader; in this process, which is cheaper."""
    before = Path.cwd()
    os.chdir(cwd)
    try:
        return CliRunner(env=environment).invoke(main, [str(argument) for argument in arguments])
    finally:
        os.chdir(before)


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    home = tmp_path_factory.mktemp("course")
    for name in ("01_sum", "02_other"):
        exercise = home / "exercises" / name
        exercise.mkdir(parents=True)
        module = name[3:]
        (exercise / f"test_{module}.py").write_text(CHECKS)
        (exercise / f"{module}.py").write_text("")
    (home / "course.toml").write_text(
        "[exercises.sum]\nweight = 0.5\n"
        "[[overrides]]\nstudent = 'eve@x.org'\nexercise = 'sum'\nexcused = true\nreason = 'ill'\n"
    )
    return home


@pytest.fixture(scope="module")
def autograder(course, tmp_path_factory):
    """A container of Gradescope, in which `setup.sh` was run; Python and its packages are ours."""
    built = grader("gradescope", "build", "--exercise", "1", "--course", "course.toml", cwd=course)
    assert (built.exit_code, built.stderr) == (0, "")
    assert built.stdout == "autograder.zip: 01_sum; 50 points\n"
    root = tmp_path_factory.mktemp("autograder")
    for name in ("submission", "results"):
        (root / name).mkdir()
    with zipfile.ZipFile(course / "autograder.zip") as archive:
        archive.extractall(root / "source")
        for member in archive.infolist():
            (root / "source" / member.filename).chmod(member.external_attr >> 16 & 0o777)
    python = root / "source" / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} "$@"\n')
    python.chmod(0o755)
    (root / "run_autograder").write_bytes((root / "source" / "run_autograder").read_bytes())
    (root / "run_autograder").chmod(0o755)
    return root


def submit(root, source, email="an@x.org"):
    (root / "submission" / "sum.py").write_text(source)
    users = {"users": [{"email": email, "id": 1, "name": "An"}]}
    (root / "submission_metadata.json").write_text(json.dumps(users))
    program = root / "run_autograder"
    return subprocess.run([program], cwd="/", capture_output=True, text=True, check=False)


def test_gradescope_has_a_score(autograder):
    results = autograder / "results" / "results.json"
    done = submit(autograder, HALF)
    assert (done.returncode, done.stderr) == (0, "")
    assert importers.gradescope(results.read_text()) == (20, [20, 0])
    assert "total: 20 of 50, failed" in done.stdout


@pytest.mark.whole
@pytest.mark.parametrize(
    ("source", "email", "why"),
    [(REJECTED, "an@x.org", "rejected"), (HALF, "eve@x.org", "excused")],
)
def test_gradescope_has_no_file_where_there_is_no_score(autograder, source, email, why):
    (autograder / "results" / "results.json").write_text("that of the submission before")
    done = submit(autograder, source, email)
    assert done.returncode == 1
    assert f"There is no score ({why}), and so no results.json." in done.stdout
    assert not (autograder / "results" / "results.json").exists()


@pytest.mark.whole
def test_what_is_built_holds_only_the_chosen_exercises_and_is_the_same_each_time(
    course, autograder
):
    before = (course / "autograder.zip").read_bytes()
    names = zipfile.ZipFile(course / "autograder.zip").namelist()
    assert not any("02_other" in name or "__pycache__" in name for name in names)
    again = grader("gradescope", "build", "--exercise", "1", "--course", "course.toml", cwd=course)
    assert again.exit_code == 0
    assert (course / "autograder.zip").read_bytes() == before
    pinned = (autograder / "source" / "requirements.txt").read_text()
    assert re.search(r"^pytest==\d", pinned, re.MULTILINE)
    assert re.fullmatch(r"([\w.-]+==[\w.+!-]+\n)+", pinned)


def step(workflow: str, name: str) -> list[str]:
    """The command of a step of a workflow that is one line of shell."""
    found = re.search(rf"- name: {name}\n.*?run: >-\n(.*?)\n\n", workflow, re.DOTALL)
    assert found
    return shlex.split(found[1])


def test_the_workflow_of_github_classroom_hands_over_points(course, tmp_path):
    built = grader("classroom", "build", "org/kit", "--exercise", "1", "-o", tmp_path / "w.yml",
                   cwd=course)  # fmt: skip
    assert (built.exit_code, built.stderr) == (0, "")
    program, *arguments = step((tmp_path / "w.yml").read_text(), "Grade")
    assert program == "grader"
    (tmp_path / "treadle").symlink_to(course)
    (tmp_path / "submission" / "exercises" / "01_sum").mkdir(parents=True)
    output = tmp_path / "output"

    def push(source):
        (tmp_path / "submission" / "exercises" / "01_sum" / "sum.py").write_text(source)
        output.unlink(missing_ok=True)
        done = grader(*arguments, cwd=tmp_path, GITHUB_OUTPUT=str(output))
        name, _, encoded = output.read_text().partition("=")
        assert name == "result"
        return done.exit_code, importers.classroom(base64.b64decode(encoded).decode())

    assert push(HALF) == (0, (40, 100))
    output.unlink()
    done = grader("classroom", "run", "missing", cwd=course, GITHUB_OUTPUT=str(output))
    assert done.exit_code == 2
    assert "missing is no folder" in done.stderr
    said = base64.b64decode(output.read_text().removeprefix("result=")).decode()
    assert importers.classroom(said) is None
    assert json.loads(said)["tests"] == []


@pytest.mark.whole
def test_prairielearn_has_a_score_or_is_not_gradable(course, tmp_path):
    for name in ("student", "results"):
        (tmp_path / name).mkdir()
    scores = []
    for source in (HALF, REJECTED):
        (tmp_path / "student" / "sum.py").write_text(source)
        done = grader("prairielearn", "run", "--root", tmp_path, "--exercise", "1", cwd=course)
        said = (tmp_path / "results" / "results.json").read_text()
        scores.append((done.exit_code, importers.prairielearn(said)))
    assert scores == [(0, 0.4), (0, None)]  # after any other code PrairieLearn reads no result


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["classroom", "build", "kit", "-o", "w.yml"], "'kit' is no repository; write OWNER/NAME"),
        (["classroom", "build", "a/b", "--ref", "a b", "-o", "w.yml"], "'a b' is no branch"),
        (["gradescope", "build", "--exercise", "2", "--course", "course.toml"], "course.toml:1: "),
        (["gradescope", "run", "--root", "nowhere"], "nowhere is no folder"),
    ],
)
def test_wrong_use_is_said_in_a_sentence(course, arguments, said):
    done = grader(*arguments, cwd=course)
    assert done.exit_code == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.registry
def test_the_setup_for_gradescope_makes_an_environment_of_its_own(autograder):
    (autograder / "source" / ".venv" / "bin" / "python").unlink()
    setup = autograder / "source" / "setup.sh"
    done = subprocess.run([setup], cwd="/", capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert submit(autograder, HALF).returncode == 0
