"""The learner's commands: what there is, a hint, and back to the start."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from rich.console import Console
from rich.markdown import Markdown
from rich.segment import Segment
from rich.style import Style
from rich.table import Table
from rich.text import Text

from treadle.kit import POINTS, Exercise, Kit, KitInputError
from treadle.kit.progress import next_after, recall, won
from treadle.text import from_here


class _Mistake(click.UsageError):
    """Something that is not there was asked for: the sentence alone, without the usage."""

    def show(self, file: object = None) -> None:
        click.echo(f"Error: {self.message}", err=True)


def _kit() -> Kit:
    try:
        return Kit.around(Path.cwd())
    except KitInputError as error:
        raise _Mistake(str(error)) from None


def _named(word: str) -> Exercise:
    try:
        return _kit().named(word)
    except KitInputError as error:
        raise _Mistake(str(error)) from None


@click.command("list")
def list_exercises() -> None:
    """List the exercises, with the points you have won.

    Example: treadle list
    """
    kit, known = _kit(), recall(_kit())
    table = Table(box=None, pad_edge=False)
    table.add_column("exercise")
    table.add_column("title")
    table.add_column("points", justify="right")
    upcoming = next_after(kit, known)
    for exercise in kit.exercises:
        points = won(known, exercise.name)
        style = "green" if points == POINTS else "bold" if exercise == upcoming else ""
        shown = f"{points}" if exercise.name in known else "-"
        table.add_row(exercise.name, exercise.title, shown, style=style)
    console = Console(highlight=False)
    console.print(table)
    total = sum(won(known, e.name) for e in kit.exercises)
    console.print(f"\n{total:,} of {POINTS * len(kit.exercises):,} points")
    if upcoming is None:
        console.print("All done.")
    else:
        console.print(f"next: read {from_here(upcoming.folder / 'README.md')},")
        console.print(f"      edit {from_here(upcoming.module)},")
        folder = from_here(upcoming.folder)
        console.print("      then pytest", f'"{folder}"' if " " in folder else folder)


@click.command()
@click.argument("exercise")
@click.argument("level", type=click.IntRange(min=1), default=1)
def hint(exercise: str, level: int) -> None:
    """Show a hint for EXERCISE; each LEVEL (1 to 3) tells more than the one before.

    Example: treadle hint 03 2
    """
    found = _named(exercise)
    try:
        hints = found.hints
    except KitInputError as error:
        raise _Mistake(str(error)) from None
    if level > len(hints):
        raise _Mistake(f"{found.name} has {len(hints)} hints; there is no hint {level}")
    console = Console(highlight=False, width=min(Console().width, 80))
    console.print(f"[bold]{found.name}, hint {level} of {len(hints)}[/bold]\n")
    for line in console.render_lines(Markdown(hints[level - 1]), pad=False):
        console.print(_without_blanks(line, console), soft_wrap=True)
    if level < len(hints):
        console.print(f"\nmore: treadle hint {found.number} {level + 1}")


def _without_blanks(line: list[Segment], console: Console) -> Text:
    """*line* without the blanks at its end, unless they are seen, as those of a coloured box."""
    text = Text(end="")
    for piece, style, _ in line:
        text.append(piece, style)
    kept = text.plain.rstrip()
    seen = any(span.end > len(kept) and _is_seen(span.style) for span in text.spans)
    if not (seen and console.color_system):
        text = text[: len(kept)]
    return text


def _is_seen(style: str | Style) -> bool:
    return isinstance(style, Style) and style.bgcolor is not None and not style.bgcolor.is_default


@click.command()
@click.argument("exercise")
def reset(exercise: str) -> None:
    """Put the module of EXERCISE back as it was shipped; yours is kept beside it.

    Example: treadle reset 03
    """
    found = _named(exercise)
    try:
        shipped = found.shipped.read_bytes()
    except OSError as error:
        raise _Mistake(
            f"the shipped version of {found.name} is not there: {from_here(found.shipped)}: "
            f"{error.strerror}; take it from where you got the exercises"
        ) from None
    module = found.module
    try:
        mine = module.read_bytes() if module.exists() else shipped
        if mine == shipped and module.exists():
            click.echo(f"{from_here(module)} is as it was shipped already")
            return
        if mine != shipped:
            kept = _free_name(module)
            kept.write_bytes(mine)
            click.echo(f"your version is kept in {from_here(kept)}")
        module.write_bytes(shipped)
    except OSError as error:
        click.echo(f"Error: {from_here(module)} cannot be reset: {error.strerror}", err=True)
        sys.exit(2)
    click.echo(f"{from_here(module)} is as it was shipped")


def _free_name(module: Path) -> Path:
    """Where a version of *module* can be kept: `lock.py.1`, or the next number that is free."""
    number = 1
    while (kept := module.with_name(f"{module.name}.{number}")).exists():
        number += 1
    return kept
