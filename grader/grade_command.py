"""The command `grader grade`."""

from __future__ import annotations

import json
import os
import signal
import sys
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click
from rich.console import Console
from rich.text import Text

from grader import collect, course_file, engine, export, kit, score, terminal
from grader.collect import Student
from grader.course import Course
from grader.ending import FINE, INTERRUPTED, OPEN, OURS, ending
from grader.errors import BadInput
from grader.journal import Journal
from grader.kit import Kit
from grader.place import Place
from grader.progress import ProgressBar
from grader.result import GRADER_ERROR, REFUSED, REJECTED, TAMPERED
from grader.sandbox import NONE, Sandbox, probe
from grader.score import Row

if TYPE_CHECKING:
    from grader.cluster import Cluster

DASK = "dask"
STUDENTS_PER_CORE = 2
"""How many students are sent to a cluster at a time, so that no core waits for the next."""

FOLDER = click.Path(path_type=Path)


@click.command()
@click.argument("submissions", type=FOLDER)
@click.option(
    "-o", "--out", type=FOLDER, default="marks", show_default=True, help="Folder for the marks."
)
@click.option(
    "--exercise", "wanted", multiple=True, metavar="NN", help="Grade only this; may be repeated."
)
@click.option(
    "--student", "names", multiple=True, metavar="NAME", help="Grade only them; may be repeated."
)
@click.option("--only", type=click.Choice(["failed"]), help="Do again what did not pass.")
@click.option("--regrade", is_flag=True, help="Do again what has a result; it stays as history.")
@click.option(
    "--jobs", type=click.IntRange(min=1), help="Processes at a time; if not given, one per core."
)
@click.option(
    "--kit",
    "folder",
    type=FOLDER,
    help="Folder of the exercises; if not given, it is looked for from here upwards.",
)
@click.option(
    "--course",
    "course_path",
    type=FOLDER,
    help="Weights, due dates, overrides; if not given, course.toml beside SUBMISSIONS.",
)
@click.option(
    "--engine",
    "where",
    type=click.Choice(["local", "dask"]),
    default="local",
    show_default=True,
    help="Where checks are run: on this machine, or on a cluster (docs/cluster.md).",
)
@click.option("--scheduler", metavar="ADDRESS", help="Of the cluster, such as tcp://10.0.0.1:8786.")
@click.option(
    "--i-trust-this-code",
    "trusted",
    is_flag=True,
    help="Where there is no sandbox, run it without: it can do what you can.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of a table.")
@ending()
def grade(
    submissions: Path,
    out: Path,
    wanted: tuple[str, ...],
    names: tuple[str, ...],
    only: str | None,
    regrade: bool,
    jobs: int | None,
    folder: Path | None,
    course_path: Path | None,
    where: str,
    scheduler: str | None,
    trusted: bool,
    as_json: bool,
) -> int:
    """Run the checks on SUBMISSIONS: a folder or a zip, as students or a course's system made it.

    Every result is kept in OUT/journal.db the moment it exists. The same command does what is
    missing: what was interrupted, what was handed in anew, what a changed check concerns.

    \b
    Examples:
      grader grade submissions
      grader grade submissions -o monday --exercise 03 --exercise 04
      grader grade submissions --student 'An Nguyen' --regrade
      grader grade submissions --json | jq '.open[]'
      grader grade submissions --engine dask --scheduler tcp://10.0.0.1:8786

    \b
    Exit codes:
      0  everything is marked, whatever the marks are
      1  a mark waits for you: something was refused, rejected or tampered with, or left
         out because two students have one name
      2  wrong usage or input
      3  a mark is missing through a fault of the kit or the grader
    """  # noqa: D301 - \b is a character, by which click keeps the lines
    if os.name != "posix":
        raise BadInput("The grader needs Linux or macOS. On Windows, use it inside WSL.")
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) != signal.SIG_IGN:  # as nohup does
            signal.signal(number, _interrupt)
    if (where == DASK) != (scheduler is not None):
        raise BadInput("--engine dask and --scheduler ADDRESS belong together.")
    choice = _Choice(
        wanted, names, only == "failed", regrade, trusted, course_path, as_json, scheduler
    )
    try:
        return _grade(submissions, out, choice, jobs, folder)
    except KeyboardInterrupt:
        _fail("Stopped. No marks were written.", INTERRUPTED)


@dataclass(frozen=True, slots=True)
class _Choice:
    """What of the class is to be graded.

    Attributes:
        exercises, students: only these; all if there are none.
        failed: only what did not pass, and that again.
        anew: also what has a result already.
        trusted: whether it may run without a sandbox.
        course: the file that says what marks are worth; None if it is to be looked for.
        as_json: whether it is a program that reads what is printed.
        scheduler: the address of the cluster to run on; None for this machine.

    """

    exercises: tuple[str, ...]
    students: tuple[str, ...]
    failed: bool
    anew: bool
    trusted: bool
    course: Path | None
    as_json: bool
    scheduler: str | None


def _grade(
    submissions: Path, out: Path, choice: _Choice, jobs: int | None, folder: Path | None
) -> int:
    screen = Console(highlight=False, quiet=choice.as_json)
    side = Console(stderr=True, highlight=False)
    everything = kit.learn((folder or kit.find(Path.cwd())).resolve())
    chosen = everything.select(choice.exercises) if choice.exercises else everything
    collected = collect.students(submissions, everything, out)
    students = collected.students
    worth = _course(choice.course or course_file.find(submissions), everything, students)
    export.prepare(out)
    sandbox = None if choice.scheduler else probe.choose(trusted=choice.trusted)
    if sandbox is not None and sandbox.level == NONE:
        side.print(Text("UNSANDBOXED: this code can do what you can.", "bold red"))
    screen.print(Text(f"{submissions}: {collected.what}", "dim"), soft_wrap=True)
    for line in collected.left_out:
        side.print(Text(line, "yellow"))
    if (warning := terminal.without_canary(chosen)) and not choice.as_json:
        side.print(Text(warning, "yellow"), soft_wrap=True)

    meant = collect.select(students, choice.students)
    journal = Journal(out / "journal.db")
    todo = engine.tasks(meant, chosen)
    if choice.failed:
        todo = [task for task in todo if engine.is_done(task, journal, well=False)]
    anew = choice.anew or choice.failed
    try:
        with ExitStack() as stack:
            place: Sandbox | Place
            if sandbox is None:
                cluster = stack.enter_context(_cluster(choice, everything))
                place, jobs = cluster, jobs or STUDENTS_PER_CORE * max(1, cluster.cores)
            else:
                place, jobs = sandbox, jobs or _cores()
            bar = stack.enter_context(ProgressBar(len(todo), side))
            engine.grade(place, chosen, todo, journal, bar, jobs=jobs, anew=anew)
    except KeyboardInterrupt:
        done = [task for task in todo if engine.is_done(task, journal)]
        _fail(
            f"Stopped: {len(done)} of {len(todo)} pieces of work are graded and kept, nothing is "
            "left running, no marks were written. The same command goes on from here.",
            INTERRUPTED,
        )

    rows = [score.row(student.name, chosen, journal.attempts, worth) for student in students]
    journal.close()
    shown = [row for row in rows if row.student in {student.name for student in meant}]
    try:
        # Before the table, whose reader (head, less) may leave early.
        _write(out, chosen, rows)
    except BadInput:
        terminal.report(screen, chosen, shown)
        raise
    terminal.report(screen, chosen, shown)
    screen.print(Text(f"{out / 'marks.csv'}: the marks"), soft_wrap=True)
    screen.print(Text(f"{out / 'results.json'}: every check and its story"), soft_wrap=True)
    if step := terminal.next_step(chosen, shown, submissions, out):
        screen.print(Text(step), soft_wrap=True)
    if choice.as_json:
        more = {"left_out": collected.left_out, "without_canary": chosen.without_canary}
        said = terminal.as_data(shown, out) | more
        click.echo(json.dumps(said, ensure_ascii=False))
    outcomes = {row.outcome for row in shown}
    if GRADER_ERROR in outcomes:
        return OURS
    return OPEN if collected.doubles or outcomes & {REFUSED, REJECTED, TAMPERED} else FINE


def _cluster(choice: _Choice, everything: Kit) -> AbstractContextManager[Cluster]:
    try:
        from grader import cluster
    except ImportError:
        raise BadInput(
            "--engine dask needs Dask's distributed: pip install 'treadle[cluster]'"
        ) from None
    assert choice.scheduler is not None
    return cluster.connected(choice.scheduler, everything, trusted=choice.trusted)


def _course(path: Path | None, everything: Kit, students: list[Student]) -> Course:
    if path is None:
        return Course()
    return course_file.read(path, everything, [student.name for student in students])


def _write(out: Path, chosen: Kit, rows: list[Row]) -> None:
    files = {
        "marks.csv": export.marks_csv(chosen, rows),
        "results.json": export.results_json(chosen, rows),
    }
    export.write(out, files)


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _interrupt(*_: Any) -> NoReturn:
    raise KeyboardInterrupt


def _fail(message: str, code: int) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(code)
