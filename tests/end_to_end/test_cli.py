"""The command `treadle`, as a script calls it."""

from __future__ import annotations

import json
import queue
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

PROGRAM = """
import threading

class Box:
    value = 0
    def add(self): self.value += 1

def together(*functions):
    threads = [threading.Thread(target=f) for f in functions]
    for thread in threads: thread.start()
    for thread in threads: thread.join()

def racy():
    box = Box()
    together(box.add, box.add)
    assert box.value == 2

def right():
    together(Box().add, Box().add)

def asks(for_something):
    pass
"""

KEYS = [
    *("verdict", "kind", "message", "proved", "unproved", "schedules"),
    *("failures", "steps", "replay", "seconds", "story"),
]


@pytest.fixture
def program(tmp_path: Path) -> Path:
    path = tmp_path / "box.py"
    path.write_text(PROGRAM, encoding="utf-8")
    deep = f"x = {'-' * 100_000}1\n"
    (tmp_path / "deep.py").write_text(deep, encoding="utf-8")
    test = "import treadle\n@treadle.explore\ndef test_x(): pass\n"
    (tmp_path / "test_box.py").write_text(test, encoding="utf-8")
    return path


def treadle(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from treadle.cli import main; main()", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_bug(program: Path) -> None:
    done = treadle(program.parent, "run", "box.py::racy", "--json")
    found = json.loads(done.stdout)
    assert done.returncode == 1
    assert list(found) == KEYS
    assert (found["verdict"], found["kind"]) == ("wrong-result", "lost update")
    assert (found["proved"], found["failures"]) == (False, 1)
    again = treadle(program.parent, "replay", "box.py::racy", found["replay"], "--json")
    assert again.returncode == 1
    assert json.loads(again.stdout)["message"] == found["message"]
    story = treadle(program.parent, "run", "box.py::racy").stdout
    assert f"treadle replay box.py::racy {found['replay']}" in story
    assert "Lost update:" in story


def test_a_python_whose_library_is_a_zip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in the Python for Windows that is made to be put into other programs."""
    with ZipFile(tmp_path / "library.zip", "w") as library:
        library.write(queue.__file__, "queue.py")
    program = tmp_path / "line.py"
    program.write_text(
        "import queue, threading\n"
        "def scenario():\n"
        "    line = queue.Queue()\n"
        "    thread = threading.Thread(target=line.get)\n"
        "    thread.start(); line.put(queue.__file__); thread.join()\n"
        "    assert 'library.zip' in queue.__file__\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "library.zip"))
    done = treadle(tmp_path, "run", "line.py::scenario")
    assert (done.returncode, done.stdout) == (0, "passed (proved: all 2 schedules)\n")


def test_without_its_script(program: Path) -> None:
    """As where the folder that pip puts commands into is not in the path."""
    command = [sys.executable, "-m", "treadle", "run", "box.py::right"]
    done = subprocess.run(command, cwd=program.parent, capture_output=True, text=True, check=False)
    assert done.stdout == treadle(program.parent, "run", "box.py::right").stdout
    done = subprocess.run([*command, "--help"], capture_output=True, text=True, check=False)
    assert done.stdout.startswith("Usage: treadle run [OPTIONS]")


def test_no_bug(program: Path) -> None:
    done = treadle(program.parent, "run", "box.py::right", "--json")
    found = json.loads(done.stdout)
    assert done.returncode == 0
    assert (found["verdict"], found["proved"], found["replay"]) == ("passed", True, "")
    done = treadle(program.parent, "run", "box.py::right", "--strategy", "random")
    assert done.stdout == (
        "passed (no bug in 10,000 schedules)\nNot proved: these were drawn by chance.\n"
    )


def test_keep_going_counts_failures(program: Path) -> None:
    done = treadle(program.parent, "run", "box.py::racy", "--keep-going", "--json")
    found = json.loads(done.stdout)
    assert done.returncode == 1
    assert 0 < found["failures"] < found["schedules"]


WRONG = {
    ("run", "nowhere.py::x"): "there is no file nowhere.py",
    ("run", "box.py"): "'box.py' does not say what to run; write FILE.py::SCENARIO",
    ("run", "box.py::rcy"): "box.py has no function 'rcy'; did you mean racy?",
    ("run", "box.py::asks"): "asks in box.py cannot be run as a scenario",
    ("run", "box.py::racy", "--schedules", "0"): "0 is not in the range x>=1",
    ("run", ".::racy"): ". is a folder; name a file in it",
    ("run", "broken.py::x"): "broken.py:2 is not Python",
    ("run", "deep.py::x"): "deep.py cannot be compiled",
    ("run", f"{'x' * 5_000}.py::x"): "cannot be read: File name too long",
    ("run", "test_box.py::test_x"): "run it by: pytest test_box.py::test_x",
    ("replay", "box.py::racy", "zz"): "'zz' is not a replay token; was it copied whole?",
    ("replay", "box.py::right", "wwwwww"): "is not a replay token",
    ("replay", "box.py::racy", "056"): "the token does not fit this program",  # no sixth thread
    ("replay", "box.py::racy", "q210"): "the token does not fit this program",  # it ends before
}


@pytest.mark.parametrize("arguments", WRONG)
def test_wrong_usage(arguments: tuple[str, ...], program: Path) -> None:
    (program.parent / "broken.py").write_text("x = 1\nclass\n", encoding="utf-8")
    done = treadle(program.parent, *arguments)
    assert done.returncode == 2
    assert WRONG[arguments] in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is full")
def test_a_full_disk_is_told(program: Path) -> None:
    command = [sys.executable, "-c", "from treadle.cli import main; main()", "run", "box.py::right"]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            command, cwd=program.parent, stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 2
    assert done.stderr == "treadle: What is printed cannot be written: No space left on device.\n"
