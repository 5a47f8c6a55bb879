"""A class that is graded by processes to which things happen; `test_faults.py` runs this.

    python disturbed.py FOLDER WHAT SEED TIMES

What happens: "kill" (a process is killed, -9, after any number of steps of its journal), "two"
(two grade at once, and one of them is killed) or "disk" (from some write on, all fail; this needs
`faulty.c` to be preloaded). The same journal is then gone on with until it is whole, and compared
with one to which nothing happened. Prints one JSON object that says how often.

No student's code is run: how a check ends follows from its name. Everything else is the grader's.
"""

import ctypes
import errno
import json
import os
import random
import signal
import sqlite3
import sys
import zlib
from pathlib import Path

from grader import engine, score
from grader.collect import Folder, Student
from grader.database import VERSIONS
from grader.errors import BadInput
from grader.journal import Journal
from grader.kit import Check, Exercise, Kit
from grader.result import FAILED, PASSED, Result

STUDENTS, EXERCISES, CHECKS = 10, 2, 3
ALL = STUDENTS * EXERCISES * CHECKS
STEP, KEPT = b".", b"k"
FULL = 2


def the_kit(folder):
    exercises = []
    for number in range(EXERCISES):
        name = f"0{number}_it"
        checks = [
            Check(f"test_{i}", "It is.", 10, f"{name}/test_it.py::test_{i}") for i in range(CHECKS)
        ]
        exercises.append(Exercise(name, "it.py", tuple(checks), "digest"))
    return Kit(folder, tuple(exercises))


def the_class(folder, kit):
    students = []
    for number in range(STUDENTS):
        name = f"s{number}"
        for exercise in kit.exercises:
            module = folder / name / exercise.name / "it.py"
            module.parent.mkdir(parents=True, exist_ok=True)
            module.write_text(f"answer = {number % 7}\n")  # some hand in the same
        students.append(Student(name, Folder(folder / name)))
    return students


class Nobody:
    def started(self, task): ...

    def finished(self, task): ...


class Nowhere:
    """A place where checks are run, but that they are not."""

    def run(self, pieces, record, stop):
        for piece in pieces:
            for check in piece.checks:
                number = zlib.crc32(piece.source + check.nodeid.encode())
                outcome = FAILED if number % 3 else PASSED
                record([(piece.exercise, Result(check, outcome, story="x" * (number % 9000)))])
                tell(KEPT)


def tell(what):
    if told is not None:
        os.write(told, what)


told = None


def grade(path, kit, students):
    """Grade, or go on grading. Raises BadInput if the journal cannot be written."""
    journal = Journal(path)
    todo = engine.tasks(students, kit)
    engine.grade(Nowhere(), kit, todo, journal, Nobody(), jobs=2)
    journal.close()


def marks(path, kit, students):
    journal = Journal(path)
    found = [repr(score.row(student.name, kit, journal.attempts)) for student in students]
    journal.close()
    return found


def kept(path):
    """How many results the journal holds; nobody else's reading has put it in order before."""
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
        if database.execute("PRAGMA user_version").fetchone()[0] == 0:
            return 0
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        count, different = database.execute(
            "SELECT count(*), count(DISTINCT work || ' ' || round || ' ' || name) FROM result"
        ).fetchone()
    assert count == different, "something is there twice"
    return count


def forked(work):
    """A child that does *work*, and a file that tells each step of its journal."""
    global told
    steps, told_end = os.pipe()
    child = os.fork()
    if child == 0:
        code = 3
        try:
            os.close(steps)
            told = told_end
            connect = sqlite3.connect

            def traced(*args, **options):
                database = connect(*args, **options)
                database.set_trace_callback(lambda _: tell(STEP))
                return database

            sqlite3.connect = traced
            try:
                work()
                code = 0
            except BadInput as problem:
                code = FULL if "cannot be" in str(problem) else 3
        finally:
            os._exit(code)
    os.close(told_end)
    return child, steps


def until(steps, most):
    """Read *most* steps, or all there are; how many results were kept, and whether it ended."""
    results = 0
    for _ in range(most):
        said = os.read(steps, 1)
        if not said:
            return results, True
        results += said == KEPT
    return results, False


def drained(steps):
    results = 0
    while said := os.read(steps, 4096):
        results += said.count(KEPT)
    os.close(steps)
    return results


def killed(path, work, chance):
    """Kill a process that does *work* somewhere; what it had kept, and whether it was in time."""
    child, steps = forked(work)
    results, ended = until(steps, chance.randrange(1, 240))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return results + drained(steps), not ended


def older(path):
    """A journal as the first version of the grader left it."""
    with sqlite3.connect(path) as database:
        for statement in VERSIONS[0].split(";"):
            database.execute(statement)
        database.execute("PRAGMA user_version=1")


def disturb(folder, what, seed, times):
    chance = random.Random(seed)
    kit = the_kit(folder / "exercises")
    students = the_class(folder / "submissions", kit)
    grade(folder / "undisturbed.db", kit, students)
    expected = marks(folder / "undisturbed.db", kit, students)
    assert kept(folder / "undisturbed.db") == ALL
    happened, journals, failed, recorded = 0, 0, 0, 0
    while happened < times:
        path = folder / f"{journals}-journal.db"
        journals += 1
        if journals % 4 == 0:
            older(path)
        before = 0
        whole = False

        def work(path=path):
            grade(path, kit, students)

        while not whole and happened < times:
            if what == "disk":
                code = chance.choice([errno.ENOSPC, errno.EIO])
                calls = chance.randrange(1, 160)

                def failing(calls=calls, code=code):
                    ctypes.CDLL(None).fail_after(calls, code)
                    work()

                child, steps = forked(failing)
                before += drained(steps)
                ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
                assert ended in (0, FULL), f"it ended with {ended}"
                failed += ended == FULL
                whole = ended == 0
            elif what == "two":
                other, others = forked(work)
                found, in_time = killed(path, work, chance)
                before += found + drained(others)
                assert os.waitpid(other, 0)[1] == 0
                whole, failed = True, failed + in_time
            else:
                found, in_time = killed(path, work, chance)
                before += found
                whole, failed = not in_time, failed + in_time
            happened += 1
            if what != "two":  # two may both have done the same, of which one is kept
                assert not path.exists() or kept(path) >= before, "something was lost"
        recorded += before
        work()
        assert kept(path) == ALL, f"{kept(path)} of {ALL}"
        assert marks(path, kit, students) == expected, "the marks are others"
    return {
        "what": what, "happened": happened, "in time": failed, "journals": journals,
        "recorded": recorded,
    }  # fmt: skip


if __name__ == "__main__":
    print(json.dumps(disturb(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))))
