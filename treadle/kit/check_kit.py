"""`treadle check-kit`: the rules of the kit, on every Python of this machine, in one table."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

import click
from rich.console import Console
from rich.status import Status
from rich.table import Table

from treadle.kit import Exercise, Kit, KitInputError
from treadle.kit.finished import SAYS, exercise_of, told
from treadle.kit.pythons import Python, PythonBroken, on_this_machine


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
        with console.status(f"Python {python.version} …") as status:

            def say(line: str, version: str = python.version, status: Status = status) -> None:
                status.update(f"Python {version} … {line}")
                if not console.is_terminal:
                    click.echo(f"Python {version}: {line}")

            try:
                counts[python.version] = _checked(python, kit, chosen, say)
            except PythonBroken as error:
                console.print(f"Python {python.version} cannot be used: {error}", style="red")
                unusable = True
    broken = _shown(console, chosen, counts)
    sys.exit(3 if unusable else 1 if broken else 0)


def _checked(
    python: Python, kit: Kit, chosen: list[Exercise], say: Callable[[str], None]
) -> dict[str, _Count]:
    """Run the rules, and *say* which exercise is through; what came out, by exercise."""
    root = kit.folder.parent
    executable = python.prepared(root)
    with tempfile.TemporaryDirectory() as folder:
        results = Path(folder, "results.xml")
        command = [
            *(str(executable), "-m", "pytest", "-q", "-n", "auto", "--pyargs", "treadle.kit.rules"),
            *("-p", "no:cacheprovider", "--rootdir", folder, "--import-mode=importlib"),
            *("-p", "treadle.kit.finished"),
            *("-k", " or ".join(e.name for e in chosen), f"--junit-xml={results}"),
        ]
        environment = os.environ | {"TREADLE_KIT": str(root)}
        printed = ""
        with subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        ) as running:
            assert running.stdout is not None
            for line in running.stdout:
                printed += line
                _, says, what = line.partition(SAYS)  # which may stand behind pytest's dots
                if says:
                    say(what.strip())
        if not results.exists():
            raise PythonBroken(f"pytest failed:\n{printed[-2000:]}")
        return _counted(results)


def _counted(results: Path) -> dict[str, _Count]:
    counts: dict[str, _Count] = defaultdict(_Count)
    for case in ElementTree.parse(results).getroot().iter("testcase"):
        name = case.get("name", "")
        count = counts[exercise_of(name)]
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
            style = "red" if count.broken else "green"
            cells.append(f"[{style}]{told(count.kept, len(count.broken))}[/{style}]")
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
