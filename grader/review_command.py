"""The command `grader review`."""

from __future__ import annotations

import json
import shlex
from contextlib import closing
from pathlib import Path

import click

from grader.ending import FINE, OPEN, ending
from grader.errors import BadInput
from grader.journal import Journal

APPROVED = """\
What is approved cannot leave its box, but it can reach the check that it runs beside: by ctypes, by
frames or by files, code can give itself marks, and not all of that shows. If in doubt, do not
approve it: set the points in course.toml, with a reason."""


@click.command()
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--approve", "piece", metavar="STUDENT/EXERCISE", help="Let this be run.")
@click.option("--because", "reason", metavar="REASON", help="Why; it is kept in the journal.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON: a list, or what is approved.")
@ending()
def review(out: Path, piece: str | None, reason: str | None, as_json: bool) -> int:
    """List what the policy has rejected in OUT, or approve one piece of it.

    What is approved is run when you grade again: exactly the bytes that you have looked at.

    \b
    Examples:
      grader review marks
      grader review marks --approve 'An Nguyen/02_race' --because 'prints its stack, no harm'

    \b
    Exit codes:
      0  nothing waits for a review, or it is approved
      1  something waits
      2  wrong usage or input
    """  # noqa: D301 - \b is a character, by which click keeps the lines
    if (piece is None) != (reason is None) or (reason is not None and not reason.strip()):
        raise BadInput("--approve and --because belong together: an approval has a reason.")
    if not (out / "journal.db").is_file():
        raise BadInput(f"There is no journal in {out}: grade first, with -o {out}.")
    with closing(Journal(out / "journal.db")) as journal:
        if piece is not None and reason is not None:
            student, slash, exercise = piece.rpartition("/")
            if not slash:
                raise BadInput(f"{piece} is not STUDENT/EXERCISE, as the list has it.")
            journal.approve(student, exercise, reason)
            if as_json:
                click.echo(json.dumps({"approved": {"student": student, "exercise": exercise}}))
            else:
                click.echo(f"Approved: {piece}. Grade again, and it is run.\n\n{APPROVED}")
            return FINE
        waiting = journal.rejected()
    if as_json:
        keys = ("student", "exercise", "why")
        click.echo(json.dumps([dict(zip(keys, found, strict=True)) for found in waiting]))
    elif not waiting:
        click.echo("Nothing waits for a review.")
    else:
        for student, exercise, why in waiting:
            click.echo(f"{student}/{exercise}\n  {why}")
        click.echo(
            f"\n{len(waiting)} to review. Read the code; if it does no harm:\n"
            f"  grader review {shlex.quote(str(out))} --approve STUDENT/EXERCISE --because REASON"
            f"\n\n{APPROVED}"
        )
    return OPEN if waiting else FINE
