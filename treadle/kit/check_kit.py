"""`treadle check-kit`: the rules of the kit, on every Python of this machine, in one table."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

import click
from rich.console import Console
from rich.table import Table

from treadle.kit import Exercise, Kit, KitInputError
from treadle.kit.pythons import Python, PythonBroken, on_this_machine

_OF_EXERCISE = re.compile(r"\[(\d\d_\w+)")


@dataclass(slots=True)
class _Count:
    """How the rules of one exercise came out on one Python."""

    kept: int = 0
    broken: list[str] = field(default_factory=list)


@click.command("check-kit")
@click.argument("exercises", nargs=-1)
def check_kit(exercises: tuple[str, ...]) -> None:
    """Check all rules of the kit, for EXERCISES or for all, on every Python of this machine.

    A shipped module has to fail as its README declares, the model answer and all other right
    answers have to pass, and every wrong answer has to be rejected as it declares.

    Exit codes: 0 all rules are kept, 1 some are not, 2 wrong usage, 3 a Python could not be used.

    Example: treadle check-kit 03
    """
    try:
        kit = Kit.around(Path.cwd())
        chosen = [kit.named(word) for word in exercises] or list(kit.exercises)
        pythons = on_this_machine()
    except (KitInputError, PythonBroken) as error:
        click.echo(f"Error: {error}", err=True)
        sys.exit(2)
    console = Console(highlight=False)
    counts: dict[str, dict[str, _Count]] = {}
    unusable = False
    for python in pythons:
        with console.status(f"Python {python.version} …"):
            try:
                counts[python.version] = _checked(python, kit, chosen)
            except PythonBroken as error:
                console.print(f"Python {python.version} cannot be used: {error}", style="red")
                unusable = True
    broken = _shown(console, chosen, counts)
    sys.exit(3 if unusable else 1 if broken else 0)


def _checked(python: Python, kit: Kit, chosen: list[Exercise]) -> dict[str, _Count]:
    """Run the rules; what came out, by exercise."""
    root = kit.folder.parent
    executable = python.prepared(root)
    with tempfile.TemporaryDirectory() as folder:
        results = Path(folder, "results.xml")
        command = [
            *(str(executable), "-m", "pytest", "-q", "-n", "auto", "--pyargs", "treadle.kit.rules"),
            *("-p", "no:cacheprovider", "--rootdir", folder, "--import-mode=importlib"),
            *("-k", " or ".join(e.name for e in chosen), f"--junit-xml={results}"),
        ]
        done = subprocess.run(
            command,
            cwd=folder,
            env=os.environ | {"TREADLE_KIT": str(root)},
            capture_output=True,
            text=True,
            check=False,
        )
        if not results.exists():
            raise PythonBroken(f"pytest failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
        return _counted(results)


def _counted(results: Path) -> dict[str, _Count]:
    counts: dict[str, _Count] = defaultdict(_Count)
    for case in ElementTree.parse(results).getroot().iter("testcase"):
        name = case.get("name", "")
        exercise = _OF_EXERCISE.search(name)
        count = counts[exercise[1] if exercise else ""]
        wrong = next((c for c in case if c.tag in ("failure", "error")), None)
        if wrong is None:
            count.kept += 1
        else:
            count.broken.append(f"{name}\n{_said(wrong.get('message') or wrong.text or '')}")
    return counts


def _said(message: str) -> str:
    """What an assertion said, without what pytest adds to it."""
    said = message.removeprefix("AssertionError: ").strip().partition("\nassert ")[0]
    return said.replace("\n  ", "\n")


def _shown(console: Console, chosen: list[Exercise], counts: dict[str, dict[str, _Count]]) -> bool:
    """Print the table, and each rule that is broken; whether there is any."""
    table = Table(box=None, pad_edge=False)
    table.add_column("exercise")
    for version in counts:
        table.add_column(version, justify="right")
    for exercise in chosen:
        cells = []
        for of_python in counts.values():
            count = of_python.get(exercise.name, _Count())
            if count.broken:
                cells.append(f"[red]{len(count.broken)} broken[/red]")
            else:
                cells.append(f"[green]{count.kept} kept[/green]")
        table.add_row(exercise.name, *cells)
    console.print(table)
    broken: dict[str, list[str]] = {}
    for version, of_python in counts.items():
        for line in (line for count in of_python.values() for line in count.broken):
            broken.setdefault(line, []).append(version)
    for line, versions in broken.items():
        rule, _, said = line.partition("\n")
        console.print(f"\n{rule}", style="bold", markup=False, end="")
        console.print(f" (Python {', '.join(versions)})" if len(versions) < len(counts) else "")
        console.print(said, markup=False, soft_wrap=True)
    return bool(broken)
