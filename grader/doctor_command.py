"""The command `grader doctor`."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

import click

from grader import kit, terminal
from grader.ending import FINE, OPEN, ending
from grader.errors import BadInput, KitBroken
from grader.kit import Kit
from grader.sandbox import NONE, probe


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@ending()
def doctor(as_json: bool) -> int:
    """Say what this machine offers to run students' code in, and how to get more.

    And which of the exercises here have checks without a wrong answer to compare with.

    \b
    Example:
      grader doctor

    \b
    Exit codes:
      0  there is a sandbox that holds
      1  there is none
    """  # noqa: D301 - \b is a character, by which click keeps the lines
    found = probe.ladder()
    best = next((finding.level for finding in found if finding.works), NONE)
    here: Kit | None = None
    with suppress(BadInput, KitBroken):  # whoever grades with it is told
        here = kit.learn(kit.find(Path.cwd()))
    if as_json:
        levels = [asdict(finding) for finding in found]
        missing = here.without_canary if here else None
        data = {"sandbox": best, "levels": levels, "without_canary": missing}
        click.echo(json.dumps(data, ensure_ascii=False))
    else:
        for finding in found:
            said = "holds: it was tried to break out" if finding.works else f"no: {finding.why}"
            click.echo(f"{finding.level:12}{said}")
        click.echo(
            "\nNothing is graded here, unless you say --i-trust-this-code."
            if best == NONE
            else f"\nStudents' code is run in {best}, the best of what holds."
        )
        if best != found[0].level:
            click.echo(probe.advice())
        if here and (warning := terminal.without_canary(here)):
            click.echo(f"\n{warning}")
    return OPEN if best == NONE else FINE
