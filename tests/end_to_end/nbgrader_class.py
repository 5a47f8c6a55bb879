"""A class for nbgrader, made of the kit's answers, and its marks beside those of `grader grade`.

    python tests/end_to_end/nbgrader_class.py FOLDER [--exercise 02_race …] [--submissions 10]

Every exercise goes through the whole of nbgrader (generate_assignment, release_assignment, submit
and collect by the exchange, autograde, generate_feedback), with right answers, wrong ones, some
that hang and one that ends its process. It prints how many checks got the same points from both,
and ends with 1 if one did not. Needs the extra nbgrader; a run goes on from where another stopped.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
KIT = ROOT / "exercises"
HANGING = ("deadlock", "no-progress", "blocked-loop", "thread-left-running")

Points = dict[tuple[str, str, str], float | None]
"""By student, exercise and check."""


def answers(exercise: str, number: int) -> dict[str, str]:
    """At most *number* answers to *exercise*, by the name of the student who hands them in.

    One that does not end, one that ends the process, the shipped one, the model's; then right and
    wrong ones by turns, those first that deadlock.
    """
    folder = ROOT / "tests" / "answers" / exercise
    module = next(iter((ROOT / "solutions" / exercise).glob("*.py")))
    model = module.read_text(encoding="utf-8")
    shipped = (KIT / ".shipped" / exercise / module.name).read_text(encoding="utf-8")
    made = {
        "hang": f"{model}\n\nwhile True:\n    pass\n",
        "crash": f"{model}\n\nraise SystemExit(3)\n",
        "shipped": shipped,
        "model": model,
    }
    right = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("right/*.py"))]
    wrong = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("wrong/*.py"))]
    wrong.sort(key=lambda text: not text.partition("\n")[0].endswith(HANGING))
    for position in range(number):
        for kind, texts in (("right", right), ("wrong", wrong)):
            if position < len(texts):
                made[f"{kind}{position}"] = texts[position]
    return dict(list(made.items())[:number])


class Course:
    """A course of nbgrader, and an exchange, in *folder*."""

    def __init__(self, folder: Path, exercises: list[str]) -> None:
        from nbgrader.apps import NbGraderAPI
        from traitlets.config import Config

        self.folder = folder
        self.exercises = exercises
        self.course = folder / "course"
        only = [f"--exercise={name}" for name in exercises]
        _run("grader", "nbgrader", "build", self.course, "--kit", KIT, *only)
        for name in ("exchange", "cache"):
            (folder / name).mkdir(exist_ok=True)
        (folder / "exchange").chmod(0o777)
        (folder / "exchange" / "course").mkdir(exist_ok=True)
        self.config = Config()
        get_config = {"get_config": lambda: self.config}
        config = self.course / "nbgrader_config.py"
        exec(compile(config.read_text(encoding="utf-8"), config, "exec"), get_config)
        self.config.CourseDirectory.root = str(self.course)
        self.config.Exchange.root = str(folder / "exchange")
        self.config.Exchange.cache = str(folder / "cache")
        self.config.ExchangeCollect.check_owner = False  # all of them are us
        self.api = NbGraderAPI(config=self.config)

    def release(self, exercise: str) -> None:
        """Make the students' version, and release it by the exchange."""
        _well(self.api.generate_assignment(exercise))
        _well(self.api.release_assignment(exercise))

    def hand_in(self, exercise: str, student: str, module: str, own: str = "") -> None:
        """Do what *student* does: change the cell of the answer, add one of their *own*, submit."""
        from nbgrader.coursedir import CourseDirectory
        from nbgrader.exchange.default import ExchangeSubmit

        home = self.folder / "homes" / student
        released = self.folder / "exchange" / "course" / "outbound" / exercise
        shutil.copytree(released, home / exercise, dirs_exist_ok=True)
        path = home / exercise / f"{exercise}.ipynb"
        notebook = json.loads(path.read_text(encoding="utf-8"))
        (cell,) = (c for c in notebook["cells"] if c["metadata"]["nbgrader"]["solution"])
        first = "".join(cell["source"]).partition("\n")[0]
        cell["source"] = f"{first}\n{module.rstrip()}"
        added = {"id": "own", "metadata": {}, "outputs": [], "execution_count": None}
        if own:
            position = notebook["cells"].index(cell)
            notebook["cells"].insert(position, {"cell_type": "code", "source": own, **added})
        path.write_text(json.dumps(notebook), encoding="utf-8")
        config = self.config.copy()
        config.Exchange.assignment_dir = str(home)
        config.CourseDirectory.student_id = student
        directory = CourseDirectory(config=config)
        directory.assignment_id = exercise
        with chdir(home):
            ExchangeSubmit(
                coursedir=directory, authenticator=self.api.authenticator, config=config
            ).start()

    def grade(self, exercise: str, students: list[str]) -> None:
        """Collect, grade, and write the feedback."""
        _well(self.api.collect(exercise))
        for student in students:
            if not (self.course / "feedback" / student / exercise).is_dir():
                _well(self.api.autograde(exercise, student))
                _well(self.api.generate_feedback(exercise, student))

    def points(self) -> Points:
        """What is in the gradebook."""
        with self.api.gradebook as book:
            return {
                (submission.student.id, assignment.name, grade.cell.name): grade.score
                for assignment in book.assignments
                for submission in book.assignment_submissions(assignment.name)
                for notebook in submission.notebooks
                for grade in notebook.grades
            }

    def points_of_grader(self) -> Points:
        """What `grader grade` says of the same submissions."""
        out = self.folder / "marks"
        only = [f"--exercise={name}" for name in self.exercises]
        _run("grader", "grade", self.course, "-o", out, "--kit", KIT, *only, ends_with=(0, 1))
        results = json.loads((out / "results.json").read_text(encoding="utf-8"))
        return {
            (student["student"], exercise["exercise"], check["check"]): check["points"]
            for student in results["students"]
            for exercise in student["exercises"]
            for check in exercise["checks"]
            if exercise["outcome"] != "not-submitted"
        }


def compared(folder: Path, exercises: list[str], number: int) -> tuple[int, list[str]]:
    """Let a class go through both: how many checks, and a line for each that is not the same."""
    course = Course(folder, exercises)
    for exercise in exercises:
        handed_in = answers(exercise, number)
        if not (course.course / "release" / exercise).is_dir():
            course.release(exercise)
            for student, module in handed_in.items():
                course.hand_in(exercise, student, module)
        course.grade(exercise, list(handed_in))
        print(f"{exercise}: {len(handed_in)} submissions graded", flush=True)
    ours, theirs = course.points_of_grader(), course.points()
    return len(theirs), list(_differences(ours, theirs))


def _differences(ours: Points, theirs: Points) -> Iterator[str]:
    for key in sorted({*ours, *theirs}):
        if ours.get(key) is None or ours.get(key) != theirs.get(key):
            yield f"{'/'.join(key)}: grader {ours.get(key)}, nbgrader {theirs.get(key)}"


def path_with_its_programs() -> str:
    """A PATH with what is installed beside this Python: nbgrader calls alembic by its name."""
    return os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])


def _run(command: str, *arguments: object, ends_with: tuple[int, ...] = (0,)) -> None:
    program = Path(sys.executable).with_name(command)
    environment = os.environ | {"COLUMNS": "80"}
    done = subprocess.run(
        [program, *map(str, arguments)], capture_output=True, text=True, env=environment
    )
    assert done.returncode in ends_with, f"{command}: {done.stdout}\n{done.stderr}"


def _well(result: dict[str, Any]) -> None:
    assert result["success"], result.get("error") or result.get("log")


def main() -> int:
    """Read the command line, compare, and say what came of it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--exercise", action="append")
    parser.add_argument("--submissions", type=int, default=10)
    given = parser.parse_args()
    names = given.exercise or sorted(path.name for path in KIT.glob("[0-9]*"))
    given.folder.mkdir(parents=True, exist_ok=True)
    os.environ["PATH"] = path_with_its_programs()
    number, differences = compared(given.folder.resolve(), names, given.submissions)
    print(*differences, sep="\n")
    print(f"{number - len(differences)} of {number} checks have the same points")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
