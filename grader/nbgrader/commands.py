"""The commands `grader nbgrader build` and `grader nbgrader import`."""

from __future__ import annotations

from contextlib import closing
from itertools import product
from pathlib import Path
from shlex import quote

import click

from grader import collect, export, kit
from grader.ending import FINE, OPEN, ending
from grader.journal import Journal
from grader.nbgrader.build import CONFIG
from grader.nbgrader.build import build as build_course

FOLDER = click.Path(path_type=Path)

_exercises = click.option(
    "--exercise", "wanted", multiple=True, metavar="NN", help="Only this; may be repeated."
)
_kit = click.option(
    "--kit",
    "folder",
    type=FOLDER,
    help="Folder of the exercises; if not given, it is looked for from here upwards.",
)


@click.group()
def nbgrader() -> None:
    """Courses of nbgrader: build one from the exercises, read what was handed in to one.

    \b
    Example:
      grader nbgrader build threads-2026 --exercise 02
    """  # noqa: D301 - \b is a character, by which click keeps the lines


@nbgrader.command()
@click.argument("course", type=FOLDER)
@_exercises
@_kit
@ending()
def build(course: Path, wanted: tuple[str, ...], folder: Path | None) -> int:
    """Build the folder COURSE for nbgrader: an assignment for each exercise, and a configuration.

    \b
    Examples:
      grader nbgrader build threads-2026
      grader nbgrader build threads-2026 --exercise 02 --exercise 03

    \b
    Exit codes:
      0  it is built
      1  it is built, but the configuration that was there needs what is shown
      2  wrong usage or input
      3  a fault of the kit
    """  # noqa: D301 - \b is a character, by which click keeps the lines
    built = build_course(_chosen(folder, wanted), course)
    number = len(built.assignments)
    click.echo(f"{course}: {number} assignment{'' if number == 1 else 's'} in source/")
    if built.config:
        click.echo(f"\n{course / CONFIG} is yours, and stays. Add to it:\n\n{built.config}")
        return OPEN
    first = built.assignments[0]
    click.echo(f"next: cd {quote(str(course))}; nbgrader generate_assignment {first}")
    return FINE


@nbgrader.command("import")
@click.argument("course", type=FOLDER)
@click.option(
    "-o", "--out", type=FOLDER, default="marks", show_default=True, help="Folder for the marks."
)
@_exercises
@_kit
@ending()
def import_(course: Path, out: Path, wanted: tuple[str, ...], folder: Path | None) -> int:
    """Read what was handed in to COURSE, of nbgrader, into the journal in OUT.

    The module is taken out of each notebook, with the time at which nbgrader got it. Nothing is
    run: `grader grade COURSE -o OUT` does that, in the sandbox.

    \b
    Example:
      grader nbgrader import threads-2026 -o marks

    \b
    Exit codes:
      0  everything is read
      1  something was refused, or is there under two names that look the same
      2  wrong usage or input
      3  a fault of the kit
    """  # noqa: D301 - see above
    chosen = _chosen(folder, wanted)
    collected = collect.students(course, chosen, out)
    export.prepare(out)
    taken, refused = 0, []
    with closing(Journal(out / "journal.db")) as journal:
        for student, exercise in product(collected.students, chosen.exercises):
            found = collect.take(student, exercise)
            key = (student.name, exercise.name, found.digest, exercise.digest)
            if found.refused:
                refused.append(f"{student.name}/{exercise.name}: {found.refused}.")
            if found.source is not None or found.refused:
                journal.open(*key, anew=False, handed_in=found.handed_in)
                taken += 1
    for line in [*collected.left_out, *refused]:
        click.echo(line)
    many = f"{taken} submission{'' if taken == 1 else 's'}"
    click.echo(f"{course}: {collected.what}; {many} in {out / 'journal.db'}")
    click.echo(f"next: grader grade {quote(str(course))} -o {quote(str(out))}")
    return OPEN if refused or collected.doubles else FINE


def _chosen(folder: Path | None, wanted: tuple[str, ...]) -> kit.Kit:
    everything = kit.learn((folder or kit.find(Path.cwd())).resolve())
    return everything.select(wanted) if wanted else everything
