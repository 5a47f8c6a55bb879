"""The grader on whole classes: real processes, in which students do what students do.

One class is graded once, with a student for each way to go wrong; the tests look at what came out.
"""

import csv
import json
import os
import signal
import sqlite3
import subprocess
import sys
import unicodedata
from contextlib import closing, suppress
from pathlib import Path
from textwrap import dedent
from threading import Event

import pytest

from grader import engine, kit, place, run, score
from grader.collect import Folder, Student
from grader.journal import Journal
from grader.sandbox import Sandbox

CHECKS = """
import pytest

@pytest.mark.points(20)
@pytest.mark.timeout(1)
def test_first(exercise):
    "The first."
    assert exercise.first() == 1, "first() is not 1"

@pytest.mark.points(30)
@pytest.mark.timeout(1)
def test_second(exercise):
    "The second."
    assert exercise.second() == 2, "second() is not 2"

@pytest.mark.points(50)
@pytest.mark.timeout(1)
def test_third(exercise):
    "The third."
    assert exercise.third() == 3, "third() is not 3"
"""

RIGHT = """
import os, signal, subprocess, sys
def first(): return 1
def second(): return 2
def third(): return 3
"""

FAULTS = {  # what is added to the right answer, and the outcomes of its three checks
    "wrong": ("def second(): return 3", "passed failed passed"),
    "syntax": ("def second(:", "failed failed failed"),
    "binary": ("\0\1\2", "failed failed failed"),
    "sys exit": ("def second(): sys.exit()", "passed failed passed"),
    "os exit": ("def second(): os._exit(0)", "passed crashed passed"),
    "exit at import": ("os._exit(3)", "crashed crashed crashed"),
    "killed": ("def third(): os.kill(0, signal.SIGKILL)", "passed passed crashed"),
    "segfault": ("def first(): import ctypes; ctypes.string_at(0)", "crashed passed passed"),
    "hang": ("def second():\n while True: pass", "passed timeout passed"),
    "flood": ("def second():\n while True: os.write(1, b'x' * 65536)", "passed timeout passed"),
    "memory": ("def second(): return len(bytes(3 << 30))", "passed failed passed"),
    "disk": ("def second():\n with open('f', 'wb') as f:\n  while True: f.write(b'x' * 65536)",
             "passed failed passed"),
    "no threads at end": ("import threading\ndef third():\n"
                          " threading.Thread(target=threading.Event().wait).start()\n return 3",
                          "passed passed passed"),
    "closes everything": ("def second(): os.closerange(3, 100); os._exit(1)",
                          "passed crashed passed"),
    "lies": ("def second():\n for fd in range(3, 20):\n"
             "  try: os.write(fd, b'[1]\\n\"x\"\\n{\"event\": \"check\"}\\n{\\n\\xff\\n')\n"
             "  except OSError: pass\n return 3", "passed failed passed"),
}  # fmt: skip


UNSANDBOXED = str(Path(__file__).with_name("unsandboxed.py"))


def grade(*arguments, cwd, sandboxed=True, **environment):
    # Also where there is no sandbox; tests/end_to_end/test_sandbox.py is about that.
    start = ["-m", "grader"] if sandboxed else [UNSANDBOXED]
    command = [sys.executable, *start, "grade", "--i-trust-this-code", *map(str, arguments)]
    return subprocess.run(
        command, cwd=cwd, env=os.environ | environment, capture_output=True, text=True, check=False
    )


def exercise(folder, name="01_sum", checks=CHECKS):
    module = name.partition("_")[2]
    path = folder / "exercises" / name
    path.mkdir(parents=True)
    (path / f"test_{module}.py").write_text(checks)
    (path / f"{module}.py").write_text("")
    answer = folder / "tests" / "answers" / name / "right" / "all.py"
    answer.parent.mkdir(parents=True)
    imports = "import ctypes, os, signal, subprocess, sys, time"
    used = "open, os._exit, os.closerange, os.fork, os.kill, os.open, os.setsid, os.write"
    starts = "subprocess.Popen(what), subprocess.run(what)"
    answer.write_text(f"{imports}\n{used}, {starts}\n")  # so all may
    return path


def hand_in(folder, student, source, module="01_sum/sum.py"):
    path = folder / "submissions" / student / module
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(dedent(source), encoding="utf-8")
    return path


def outcomes(everything, student, position=0):
    found = next(s for s in everything["students"] if s["student"] == student)
    return " ".join(check["outcome"] for check in found["exercises"][position]["checks"])


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("class")
    exercise(made)
    exercise(made, "02_broken", "import nothing_of_that_name")
    for student, (fault, _) in FAULTS.items():
        hand_in(made, student, f"{RIGHT}\n{fault}\n")
    hand_in(made, "Zoë Nguyễn 민준", RIGHT)
    hand_in(made, "flat", RIGHT, "sum.py")
    hand_in(made, "link", RIGHT).rename(made / "submissions" / "link" / "01_sum" / "real.py")
    (made / "submissions" / "link" / "01_sum" / "sum.py").symlink_to("real.py")
    (made / "submissions" / "absent").mkdir()
    hand_in(made, "cheat", f"{RIGHT}\ndef second(): return 3")
    for name in ("conftest.py", "test_sum.py", "sitecustomize.py", "pytest.py", "json.py"):
        hand_in(made, "cheat", "raise SystemExit('loaded')", f"01_sum/{name}")
        hand_in(made, "cheat", "raise SystemExit('loaded')", name)
    hand_in(made, "cheat", "[pytest]\naddopts = --no-such-option", "pytest.ini")
    return made


@pytest.fixture(scope="module")
def graded(folder):
    return grade("submissions", "--exercise", "sum", "--jobs", "2", cwd=folder, TMPDIR=str(folder))


@pytest.fixture(scope="module")
def everything(folder, graded):
    return json.loads((folder / "marks" / "results.json").read_text())


@pytest.mark.parametrize("student", FAULTS)
def test_a_fault_costs_only_its_own_check(everything, student):
    assert outcomes(everything, student) == FAULTS[student][1]


def test_right_answers_get_all_points_however_they_lie(everything):
    totals = {student["student"]: student["total"] for student in everything["students"]}
    assert totals["Zoë Nguyễn 민준"] == totals["flat"] == 100


def test_nothing_but_the_module_is_taken(everything):
    assert outcomes(everything, "cheat") == "passed failed passed"


def test_no_mark_is_not_zero(folder, graded):
    with (folder / "marks" / "marks.csv").open(newline="") as file:
        rows = {row["student"]: row for row in csv.DictReader(file)}
    cells = {
        name: (rows[name]["01_sum"], rows[name]["total"], rows[name]["outcome"])
        for name in ("absent", "link", "syntax", "os exit")
    }
    assert cells == {
        "absent": ("", "", "not-submitted"),
        "link": ("", "", "refused"),
        "syntax": ("0", "0", "failed"),
        "os exit": ("70", "70", "crashed"),
    }


def test_what_happened_is_said(graded):
    assert graded.returncode == 1, graded.stderr  # something was refused
    said = " ".join(graded.stdout.split())
    assert "link 01_sum Not taken: 01_sum/sum.py is a symbolic link." in said
    assert "killed 01_sum test_third: The process was killed by SIGKILL in the middle" in said
    assert "marks/marks.csv: the marks" in said
    [line] = graded.stderr.splitlines()
    assert line.startswith("Checks of which no wrong answer is known: 01_sum (3). ")


def test_nothing_is_left_behind(folder, graded):
    assert [path.name for path in folder.glob("grader-*")] == []
    assert not list((folder / "exercises").rglob("core*"))


def test_a_program_reads_one_object_and_nothing_else(folder, graded):
    told = grade("submissions", "--exercise", "01", "--json", cwd=folder)
    assert (told.returncode, told.stderr) == (1, "")
    said = json.loads(told.stdout)
    assert (said["marks"], said["results"]) == ("marks/marks.csv", "marks/results.json")
    assert said["students"] == sum(said["outcomes"].values()) == len(FAULTS) + 5
    [waiting] = said["open"]
    assert (waiting["student"], waiting["exercise"]) == ("link", "01_sum")
    assert waiting["why"] == "Not taken: 01_sum/sum.py is a symbolic link."
    assert said["left_out"] == []
    assert said["without_canary"] == {"01_sum": ["test_first", "test_second", "test_third"]}


def test_the_doctor_names_checks_without_a_canary_too(folder):
    command = [sys.executable, "-m", "grader", "doctor"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert "\nChecks of which no wrong answer is known: 01_sum (3)." in done.stdout
    done = subprocess.run([*command, "--json"], cwd=folder, capture_output=True, check=False)
    missing = {"01_sum": ["test_first", "test_second", "test_third"]}
    assert json.loads(done.stdout)["without_canary"] == missing


def test_two_gradings_are_the_same_bytes(folder, graded):
    again = grade("submissions", "-o", "again", "--exercise", "01", "--jobs", "1", cwd=folder,
                  PYTHONHASHSEED="7")  # fmt: skip
    assert again.returncode == 1
    for name in ("marks.csv", "results.json"):
        assert (folder / "again" / name).read_bytes() == (folder / "marks" / name).read_bytes()
    text = (folder / "marks" / "results.json").read_text()
    assert str(folder) not in text
    assert "grader-" not in text


# -- the kit's fault -------------------------------------------------------------------------------


def test_a_fault_of_the_kit_is_no_zero(tmp_path):
    exercise(tmp_path)
    exercise(tmp_path, "02_broken", "import nothing_of_that_name")
    exercise(tmp_path, "03_fault", CHECKS.replace("exercise.second()", "exercise.second() + no"))
    exercise(tmp_path, "04_hook")
    (tmp_path / "exercises" / "04_hook" / "conftest.py").write_text(
        "def pytest_runtest_logstart(): raise RuntimeError('a broken hook')"
    )
    for name in ("sum", "fault", "hook"):
        hand_in(tmp_path, "An", RIGHT, f"{name}.py")
    graded = grade("submissions", cwd=tmp_path)
    everything = json.loads((tmp_path / "marks" / "results.json").read_text())
    [an] = everything["students"]
    assert [mark["points"] for mark in an["exercises"]] == [100, None, None, None]
    assert outcomes(everything, "An", 2) == "passed grader-error passed"
    assert outcomes(everything, "An", 3) == "grader-error grader-error grader-error"
    assert an["total"] is None
    assert graded.returncode == 3
    said = " ".join(graded.stdout.split())
    assert "02_broken pytest finds no check in it; nobody has a mark for it." in said
    assert "RuntimeError: a broken hook" in said


def test_a_kit_without_any_check_is_our_fault(tmp_path):
    exercise(tmp_path, "02_broken", "import nothing_of_that_name")
    (tmp_path / "submissions" / "An").mkdir(parents=True)
    graded = grade("submissions", cwd=tmp_path)
    assert graded.returncode == 3
    assert "pytest finds no check" in graded.stderr
    assert "nothing_of_that_name" in graded.stderr


# -- wrong use -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["missing"], "missing does not exist; give the folder that holds a folder per student"),
        (["submissions/An/sum.py"], "is a file"),
        (["submissions", "--exercise", "summ"], "Did you mean 01_sum?"),
        (["submissions", "--jobs", "0"], "0 is not in the range"),
        (["submissions", "-o", "submissions/An/sum.py"], "is a file"),
        (["submissions", "--kit", "submissions"], "is no kit"),
        (["submissions", "--course", "submissions/An/sum.py"], "sum.py:2: this is no TOML"),
        ([], "Missing argument"),
    ],
)
def test_wrong_use_is_said_in_a_sentence(tmp_path, arguments, said):
    exercise(tmp_path)
    hand_in(tmp_path, "An", RIGHT, "sum.py")
    graded = grade(*arguments, cwd=tmp_path)
    assert graded.returncode == 2
    assert said in graded.stderr
    assert "Traceback" not in graded.stderr


# -- limits, leftovers and interruptions -----------------------------------------------------------


def test_what_not_even_the_harness_can_stop_is_stopped(tmp_path):
    exercise(tmp_path)
    stubborn = """
def second():
    signal.signal(signal.SIGALRM, signal.SIG_IGN)
    while True: print('x')
"""
    hand_in(tmp_path, "An", f"{RIGHT}\n{stubborn}", "sum.py")
    learnt = kit.learn(tmp_path / "exercises")
    kept = []
    source = (tmp_path / "submissions" / "An" / "sum.py").read_bytes()
    piece = run.Piece(learnt.exercises[0], source, learnt.exercises[0].checks)
    run.run(
        *(Sandbox("none"), learnt, [piece], lambda told: kept.extend(r for _, r in told)),
        stop=Event(),
        limit_s=2.0,
    )
    assert [result.outcome for result in kept] == ["passed", "timeout", "passed"]
    assert kept[1].message == "The check did not come to an end, and was stopped."


LEAVES_PROCESSES = """
def second():
    held = os.open({fifo!r}, os.O_WRONLY)  # every process from here on holds it open
    for i in range(10):
        if os.fork() == 0:
            if i % 2: os.setsid()
            if i % 3 == 0 and os.fork() > 0: os._exit(0)
            signal.pause()
    if os.fork() == 0:
        while not os.fork(): os.setsid()  # never twice the same process
        os._exit(0)
    for _ in range(3):
        subprocess.Popen(["sleep", "3600"], pass_fds=[held], start_new_session=True)
    {then}
    return 2
"""


def until_all_are_dead(fifo):
    """Open the pipe when the student's process does, and read until nobody holds it open."""
    with fifo.open("rb") as reader:
        yield
        assert reader.read() == b""
    yield


def leaving(tmp_path, then):
    exercise(tmp_path)
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    source = LEAVES_PROCESSES.format(fifo=str(fifo), then=then)
    hand_in(tmp_path, "An", f"{RIGHT}\n{source}", "sum.py")
    hand_in(tmp_path, "Bo", RIGHT, "sum.py")
    signal.signal(signal.SIGINT, signal.default_int_handler)  # may be ignored in the background
    # Without a sandbox: what is in one cannot hold a pipe of ours.
    command = [sys.executable, UNSANDBOXED, "grade", "submissions", "--jobs", "1"]
    command.append("--i-trust-this-code")
    process = subprocess.Popen(
        command, cwd=tmp_path, env=os.environ | {"TMPDIR": str(tmp_path)},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    return process, until_all_are_dead(fifo)


def test_processes_that_outlive_their_check_are_killed(tmp_path):
    process, dead = leaving(tmp_path, "")
    next(dead)
    next(dead)
    process.communicate()
    everything = json.loads((tmp_path / "marks" / "results.json").read_text())
    assert [student["total"] for student in everything["students"]] == [100, 100]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interruption_stops_everything_and_says_what_was_done(tmp_path, number):
    process, dead = leaving(tmp_path, "signal.pthread_sigmask(0, range(1, 32)); signal.pause()")
    next(dead)
    process.send_signal(number)
    next(dead)
    _, said = process.communicate()
    assert process.returncode == 130
    assert "Stopped: 0 of 2 pieces of work are graded and kept" in said
    assert "Traceback" not in said
    assert not (tmp_path / "marks" / "marks.csv").exists()
    assert not list(tmp_path.glob("grader-*"))


def test_an_interruption_while_the_command_is_imported_is_said_in_a_word():
    program = """
import sys

class Interrupts:
    def find_spec(self, name, *_):
        if name == "grader.kit":
            raise KeyboardInterrupt

sys.meta_path.insert(0, Interrupts())
from grader.__main__ import main
main()
"""
    stopped = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert (stopped.returncode, stopped.stderr) == (130, "Stopped.\n")


def test_a_grader_that_is_killed_takes_its_processes_along(tmp_path):
    process, dead = leaving(tmp_path, "signal.pthread_sigmask(0, range(1, 32)); signal.pause()")
    next(dead)
    process.kill()
    next(dead)
    process.communicate()


class Silent:
    def started(self, task): ...
    def finished(self, task): ...


def test_a_bug_of_ours_costs_one_piece_of_work_and_is_no_zero(tmp_path, monkeypatch):
    exercise(tmp_path)
    students = []
    for name in ("An", "Bo"):
        folder = hand_in(tmp_path, name, RIGHT, "sum.py").parent
        students.append(Student(name, Folder(folder)))
    real = place.run

    def sometimes(*arguments, **rest):
        if not broken:
            broken.append(True)
            raise LookupError("a bug")
        real(*arguments, **rest)

    broken = []
    monkeypatch.setattr(place, "run", sometimes)
    learnt = kit.learn(tmp_path / "exercises")
    todo = engine.tasks(students, learnt)
    with closing(Journal()) as journal:
        engine.grade(Sandbox("none"), learnt, todo, journal, Silent(), jobs=1)
        rows = [score.row(student.name, learnt, journal.attempts) for student in students]
    assert [(row.total, row.outcome) for row in rows] == [(None, "grader-error"), (100, "passed")]
    assert "please report it: LookupError: a bug" in rows[0].marks[0].results[0].message


def test_the_progress_bar_is_for_terminals(tmp_path):
    pty = pytest.importorskip("pty")
    exercise(tmp_path)
    hand_in(tmp_path, "An", RIGHT, "sum.py")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "grader", "grade", "submissions", "--i-trust-this-code"]
    with subprocess.Popen(
        command, cwd=tmp_path, env=os.environ | {"TERM": "xterm", "COLUMNS": "80"},
        stdout=subprocess.PIPE, stderr=theirs,
    ) as process:  # fmt: skip
        os.close(theirs)
        shown = b""
        try:
            while piece := os.read(ours, 4096):
                shown += piece
        except OSError:  # the way Linux says that nobody holds the other end
            pass
        assert process.stdout.read()
    os.close(ours)
    assert "An 01_sum" in shown.decode()
    assert "0/1" in shown.decode()


def test_the_sample_class_has_a_student_for_every_ordinary_outcome(tmp_path):
    repository = Path(__file__).parents[2]
    graded = grade("grader/sample_class", "-o", tmp_path, "--exercise", "4", cwd=repository)
    assert graded.returncode == 1, graded.stdout
    everything = json.loads((tmp_path / "results.json").read_text())
    found = {mark["outcome"] for student in everything["students"] for mark in student["exercises"]}
    assert found == {"passed", "failed", "rejected", "not-submitted"}


COUNTED = """
import pytest

@pytest.mark.points(100)
def test_it(exercise):
    "It counts itself."
    with open({count!r}, "a") as file:
        file.write("x")
    assert exercise.it() == 1
"""


def test_the_same_command_does_what_is_missing_or_changed(tmp_path):
    count = tmp_path / "count"
    exercise(tmp_path, checks=COUNTED.format(count=str(count)))
    right, wrong = "def it(): return 1", "def it(): return 2"
    for student, source in {"An": right, "Bo": wrong, "Cy": wrong, "Di": f"{right}  #"}.items():
        hand_in(tmp_path, student, source, "sum.py")

    def runs(*options):
        count.write_text("")
        # Without a sandbox, for in one the check could not write where we can read.
        done = grade("submissions", *options, cwd=tmp_path, sandboxed=False)
        assert done.returncode == 0, done.stderr
        return len(count.read_text()), (tmp_path / "marks" / "results.json").read_bytes()

    times, first = runs("--jobs", "2")
    assert times == 3  # Bo and Cy handed in the same
    assert runs() == (0, first)
    assert runs("--student", "Bo", "--regrade") == (1, first)
    assert runs("--only", "failed") == (1, first)
    assert runs("--regrade") == (3, first)
    hand_in(tmp_path, "An", f"{right}\n# better", "sum.py")
    assert runs() == (1, first)
    checks = tmp_path / "exercises" / "01_sum" / "test_sum.py"
    checks.write_text(f"{checks.read_text()}\n# a change\n")
    assert runs() == (3, first)


def test_a_student_that_is_not_there(tmp_path):
    exercise(tmp_path)
    hand_in(tmp_path, "An Nguyen", RIGHT)
    done = grade("submissions", "--student", "An Nguyem", cwd=tmp_path)
    assert done.returncode == 2
    assert "There is no student 'An Nguyem'. Did you mean 'An Nguyen'?" in done.stderr


def test_a_student_who_is_left_out_is_not_passed_over(tmp_path):
    exercise(tmp_path)
    for form in ("NFC", "NFD"):
        hand_in(tmp_path, unicodedata.normalize(form, "Zoë"), RIGHT)
    done = grade("submissions", cwd=tmp_path)
    assert (done.returncode, "Zoë is there a second time" in done.stderr) == (1, True)


def test_who_was_not_graded_has_no_mark(tmp_path):
    exercise(tmp_path)
    for student in ("An", "Bo"):
        hand_in(tmp_path, student, RIGHT)
    assert grade("submissions", "--student", "An", cwd=tmp_path).returncode == 0
    with (tmp_path / "marks" / "marks.csv").open(newline="") as file:
        rows = {row["student"]: (row["total"], row["outcome"]) for row in csv.DictReader(file)}
    assert rows == {"An": ("100", "passed"), "Bo": ("", "not-graded")}


def test_a_grading_that_was_killed_goes_on_where_it_was(tmp_path):
    pause = "import time\ntime.sleep(60)\n"
    exercise(tmp_path)
    for student in ("An", "Bo", "Cy"):
        hand_in(tmp_path, student, f"{RIGHT}# {student}\n")
    undisturbed = grade("submissions", "-o", "undisturbed", cwd=tmp_path)
    assert undisturbed.returncode == 0
    slow = hand_in(tmp_path, "Bo", f"{RIGHT}# Bo\n{pause}")
    command = [sys.executable, "-m", "grader", "grade", "submissions", "--jobs", "1"]
    command.append("--i-trust-this-code")
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.DEVNULL) as process:
        database = tmp_path / "marks" / "journal.db"
        while not known(database, "An"):
            pass
        process.kill()
    hand_in(tmp_path, "Bo", f"{RIGHT}# Bo\n")
    assert slow.exists()
    assert grade("submissions", cwd=tmp_path).returncode == 0
    for name in ("marks.csv", "results.json"):
        ours, theirs = tmp_path / "marks" / name, tmp_path / "undisturbed" / name
        assert ours.read_bytes() == theirs.read_bytes()


def known(database, student):
    """How many results of *student* are in the file."""
    if not database.exists():
        return 0
    with closing(sqlite3.connect(database)) as journal, suppress(sqlite3.Error):
        question = "SELECT count(*) FROM result JOIN work ON work = work.id WHERE student = ?"
        return journal.execute(question, [student]).fetchone()[0] == 3
    return 0
