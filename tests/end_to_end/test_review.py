"""What the policy rejects: it waits, a person reads it, and then it is run."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from grader.export.results import results_json
from grader.kit import Kit

CHECK = '''
import pytest

@pytest.mark.points(10)
def test_answer(exercise):
    """It answers."""
    assert exercise.answer() == 42
'''


def grader(*arguments, cwd):
    command = [sys.executable, "-m", "grader", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


def marks(folder):
    text = (folder / "marks" / "results.json").read_text(encoding="utf-8")
    return {s["student"]: (s["outcome"], s["total"]) for s in json.loads(text)["students"]}


def test_what_is_rejected_waits_for_a_review(tmp_path):
    exercise = tmp_path / "exercises" / "01_it"
    exercise.mkdir(parents=True)
    (exercise / "test_it.py").write_text(CHECK)
    (exercise / "it.py").write_text("")
    for student, source in {
        "An": "import gc\ngc.collect()\n",
        "Bo": "import gc\ngc.collect()\n",
        "Cy": "",
    }.items():
        module = tmp_path / "class" / student / "it.py"
        module.parent.mkdir(parents=True)
        module.write_text(f"{source}def answer(): return 42\n")
    grade = ["grade", "class", "--i-trust-this-code"]
    done = grader(*grade, cwd=tmp_path)
    assert done.returncode == 1, done.stderr
    assert "grader review marks" in done.stdout
    assert "2 to be reviewed" in done.stdout
    assert marks(tmp_path) == {
        "An": ("rejected", None),
        "Bo": ("rejected", None),
        "Cy": ("passed", 10),
    }

    listed = grader("review", "marks", cwd=tmp_path)
    assert listed.returncode == 1
    assert "An/01_it\n  Needs review: line 1: import gc: " in listed.stdout
    why = json.loads(grader("review", "marks", "--json", cwd=tmp_path).stdout)
    assert [(found["student"], found["exercise"]) for found in why] == [
        ("An", "01_it"),
        ("Bo", "01_it"),
    ]

    approve = ["review", "marks", "--approve", "An/01_it"]
    for wrong in (approve, [*approve, "--because", " "], ["review", "nowhere"]):
        assert grader(*wrong, cwd=tmp_path).returncode == 2
    approved = grader(*approve, "--because", "no harm", cwd=tmp_path)
    assert approved.returncode == 0
    for done in (listed, approved):  # whoever approves knows what they do
        assert "code can give itself marks, and not all of that shows" in done.stdout
    again = grader(*approve, "--because", "no harm", cwd=tmp_path)
    assert again.returncode == 2
    assert "Nothing of An/01_it waits for a review." in again.stderr

    assert grader(*grade, cwd=tmp_path).returncode == 1
    assert marks(tmp_path) == {"An": ("passed", 10), "Bo": ("rejected", None), "Cy": ("passed", 10)}

    # Other bytes were not approved.
    (tmp_path / "class" / "An" / "it.py").write_text(
        "import gc, sys\ngc.disable()\ndef answer(): return 42\n"
    )
    assert grader(*grade, cwd=tmp_path).returncode == 1
    assert marks(tmp_path)["An"] == ("rejected", None)


def test_an_approval_of_nothing_is_told(tmp_path):
    (tmp_path / "marks").mkdir()
    for piece, said in {"An": "is not STUDENT/EXERCISE", "An/01_it": "Nothing of An/01_it"}.items():
        (tmp_path / "marks" / "journal.db").write_bytes(b"")
        approve = ("review", "marks", "--approve", piece, "--because", "harmless")
        done = grader(*approve, cwd=tmp_path)
        assert done.returncode == 2
        assert said in done.stderr
        assert "Traceback" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="no sh")
def test_a_terminal_that_is_closed_is_no_fault(tmp_path):
    (tmp_path / "marks").mkdir()
    (tmp_path / "marks" / "journal.db").write_bytes(b"")
    (tmp_path / "marks" / "results.json").write_text(results_json(Kit(tmp_path, ()), []))
    for said, command in {
        "": "review marks",
        "grader: There is nowhere to print it: standard output is closed. Give a file, -o.\n": (
            "export csv marks"
        ),
    }.items():
        closed = f"exec {sys.executable} -m grader {command} >&-"
        done = subprocess.run(
            ["sh", "-c", closed], cwd=tmp_path, stderr=subprocess.PIPE, text=True, check=False
        )
        assert (done.returncode, done.stderr) == (2 if said else 0, said)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is full")
def test_a_full_terminal_is_told(tmp_path):
    (tmp_path / "marks").mkdir()
    (tmp_path / "marks" / "journal.db").write_bytes(b"")
    command = [sys.executable, "-m", "grader", "review", "marks"]
    with open("/dev/full", "w") as full:  # noqa: PTH123
        done = subprocess.run(
            command, cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 2
    assert done.stderr == "grader: What is printed cannot be written: No space left on device.\n"
