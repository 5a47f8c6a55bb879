"""Grading one submission, as `grader grade` grades a class: the same checks in the same sandbox."""

from __future__ import annotations

from pathlib import Path
from textwrap import indent

import click

from grader import course_file, engine, kit, score
from grader.collect import Folder, Student, printable
from grader.course import Course
from grader.engine import Task
from grader.errors import BadInput
from grader.journal import Journal
from grader.kit import Kit
from grader.sandbox import NONE, probe
from grader.score import Row, as_text


class _Silent:
    """Watches, and says nothing."""

    def started(self, task: Task) -> None:
        """See `engine.Watcher`."""

    def finished(self, task: Task) -> None:
        """See `engine.Watcher`."""


def grade(submission: Path, name: str, everything: Kit, course: Course, *, trusted: bool) -> Row:
    """Grade what lies in a folder.

    Args:
        submission: the folder of one student.
        name: of the student.
        everything: the exercises.
        course: what they are worth.
        trusted: whether it may run without a sandbox, if there is none: where the platform gives
            each submission a container of its own.

    Raises:
        BadInput: there is no such folder, or no sandbox.

    """
    if not submission.is_dir():
        raise BadInput(f"{submission} is no folder; there should be the submission.")
    sandbox = probe.choose(trusted=trusted)
    if sandbox.level == NONE:
        click.echo("UNSANDBOXED: only the platform's container keeps this code in.")
    student = Student(printable(name), Folder(submission))
    journal = Journal()
    try:
        todo = engine.tasks([student], everything)
        engine.grade(sandbox, everything, todo, journal, _Silent(), jobs=1)
        return score.row(student.name, everything, journal.attempts, course)
    finally:
        journal.close()


def learn(folder: Path | None, wanted: tuple[str, ...], start: Path) -> Kit:
    """The exercises in *folder*, or around *start*; only the *wanted* ones, if any are named."""
    everything = kit.learn((folder or kit.find(start)).resolve())
    return everything.select(wanted) if wanted else everything


def course(path: Path | None, everything: Kit) -> Course:
    """What *path* says of the exercises, for whoever hands in."""
    return Course() if path is None else course_file.read(path, everything, None)


def report(row: Row, *, stories: bool = False) -> None:
    """Print the marks, for the log; with *stories* if it is the student who reads it."""
    for mark in row.marks:
        points = "-" if mark.points is None else as_text(mark.points)
        click.echo(f"{mark.exercise.name}: {points} of {as_text(mark.max)}, {mark.outcome}")
        for result in mark.results:
            click.echo(f"  {result.outcome:13} {result.check.title}")
            if stories and result.story:
                click.echo("\n" + indent(result.story.rstrip(), "  ") + "\n")
            elif result.message:
                click.echo(f"  {'':13} {result.message}")
    total = "no mark" if row.total is None else as_text(row.total)
    click.echo(f"total: {total} of {as_text(row.max)}, {row.outcome}")
