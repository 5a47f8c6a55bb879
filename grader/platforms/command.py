"""The commands `grader gradescope`, `grader prairielearn` and `grader classroom`."""

from __future__ import annotations

from pathlib import Path

import click

from grader.ending import FINE, ending
from grader.export import files
from grader.platforms import classroom as github
from grader.platforms import gradescope as scope
from grader.platforms import one
from grader.platforms import prairielearn as prairie

FOLDER = click.Path(path_type=Path)

of_exercises = click.option(
    "--exercise", "wanted", multiple=True, metavar="NN", help="Only this; may be repeated."
)
of_kit = click.option(
    "--kit", "folder", type=FOLDER, help="Folder of the exercises; if not given, looked for here."
)
of_course = click.option("--course", type=FOLDER, help="Weights and overrides; none if not given.")


@click.group()
def gradescope() -> None:
    """Grade on Gradescope: build its autograder, run it there.

    \b
    Example:
      grader gradescope build --exercise 02 -o autograder.zip
    """  # noqa: D301 - \b is a character, by which click keeps the lines


@gradescope.command(name="build")
@of_exercises
@of_kit
@of_course
@click.option(
    "-o", "--output", type=FOLDER, default="autograder.zip", show_default=True, help="The file."
)
@ending()
def gradescope_build(
    wanted: tuple[str, ...], folder: Path | None, course: Path | None, output: Path
) -> int:
    """Make the autograder.zip to upload under Configure Autograder.

    It holds Treadle, the exercises and their answers; keep it from the students.

    \b
    Example:
      grader gradescope build --exercise 02 --exercise 03 -o autograder.zip

    \b
    Exit codes:
      0  it is written
      2  wrong usage or input
      3  a fault of the kit or the grader
    """  # noqa: D301 - see above
    everything = one.learn(folder, wanted, Path.cwd())
    data = scope.build(everything, course)
    files.write(output.parent, {output.name: data})
    worth = one.course(course, everything)
    points = float(sum(worth.most(exercise) for exercise in everything.exercises))
    names = ", ".join(exercise.name for exercise in everything.exercises)
    click.echo(f"{output}: {names}; {points:g} points")
    return FINE


@gradescope.command(name="run")
@click.option(
    "--root", type=FOLDER, default=scope.ROOT, show_default=True, help="Where Gradescope is."
)
@ending()
def gradescope_run(root: Path) -> int:
    """Grade the one submission that lies in ROOT/submission; run_autograder does this.

    \b
    Example:
      grader gradescope run --root /autograder

    \b
    Exit codes:
      0  ROOT/results/results.json is written
      1  there is no mark, and so no file: a person has to look
      2  wrong usage or input
      3  a fault of the kit or the grader
    """  # noqa: D301 - see above
    return scope.run(root)


@click.group()
def prairielearn() -> None:
    """Grade on PrairieLearn: what its external grader runs.

    \b
    Example:
      grader prairielearn run --kit /grade/serverFilesCourse/exercises --exercise 02
    """  # noqa: D301 - see above


@prairielearn.command(name="run")
@of_exercises
@of_kit
@of_course
@click.option(
    "--root", type=FOLDER, default=prairie.ROOT, show_default=True, help="Where PrairieLearn is."
)
@ending()
def prairielearn_run(
    wanted: tuple[str, ...], folder: Path | None, course: Path | None, root: Path
) -> int:
    """Grade the one submission that lies in ROOT/student.

    \b
    Example:
      grader prairielearn run --kit /grade/serverFilesCourse/exercises --exercise 02

    \b
    Exit codes:
      0  ROOT/results/results.json has a score, or says "not gradable", and why
      2  wrong usage or input: there is no such file
      3  a fault of the grader: there is no such file
    """  # noqa: D301 - see above
    everything = one.learn(folder, wanted, Path.cwd())
    return prairie.run(root, everything, one.course(course, everything))


@click.group()
def classroom() -> None:
    """Grade on GitHub Classroom: build the workflow, run it there.

    \b
    Example:
      grader classroom build your-org/treadle --exercise 02 -o classroom.yml
    """  # noqa: D301 - see above


@classroom.command(name="build")
@click.argument("repository", metavar="OWNER/NAME")
@click.option("--ref", default="main", show_default=True, help="Branch, tag or commit of it.")
@of_exercises
@of_kit
@click.option(
    "-o",
    "--output",
    type=FOLDER,
    default=".github/workflows/classroom.yml",
    show_default=True,
    help="The file.",
)
@ending()
def classroom_build(
    repository: str, ref: str, wanted: tuple[str, ...], folder: Path | None, output: Path
) -> int:
    """Make the workflow that grades each push.

    OWNER/NAME is a repository on GitHub with Treadle and the exercises, which students cannot
    write to: the workflow takes the checks from there.

    \b
    Example:
      grader classroom build your-org/treadle --exercise 02

    \b
    Exit codes:
      0  it is written
      2  wrong usage or input
      3  a fault of the kit or the grader
    """  # noqa: D301 - see above
    github.check(repository, ref)
    everything = one.learn(folder, wanted, Path.cwd())
    text = github.build(repository, ref, everything)
    files.prepare(output.parent)
    files.write(output.parent, {output.name: text})
    names = ", ".join(exercise.name for exercise in everything.exercises)
    click.echo(f"{output}: {names}")
    return FINE


@classroom.command(name="run")
@click.argument("submission", type=FOLDER)
@of_exercises
@of_kit
@of_course
@ending(github.give_up)
def classroom_run(
    submission: Path, wanted: tuple[str, ...], folder: Path | None, course: Path | None
) -> int:
    """Grade the one repository in SUBMISSION, and hand the result to the reporter.

    \b
    Example:
      grader classroom run submission --kit treadle/exercises --exercise 02

    \b
    Exit codes:
      0  there are points, whatever they are
      1  there are none: a person has to look
      2  wrong usage or input
      3  a fault of the kit or the grader
    """  # noqa: D301 - see above
    everything = one.learn(folder, wanted, Path.cwd())
    return github.run(submission, everything, one.course(course, everything))
