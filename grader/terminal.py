"""What the person who grades sees at the end: the table of marks, and what to do next."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from grader.kit import Kit
from grader.result import (
    CRASHED,
    FAILED,
    GRADER_ERROR,
    NOT_GRADED,
    NOT_SUBMITTED,
    PASSED,
    REFUSED,
    REJECTED,
    TAMPERED,
    TIMEOUT,
)
from grader.score import EXCUSED, OVERRIDDEN, UNDECIDED, Mark, Row, as_text
from treadle.text import from_here

LOOKS = {
    PASSED: ("", "green", "passed"),
    FAILED: ("", "yellow", "failed"),
    CRASHED: ("✗", "red", "crashed"),
    TIMEOUT: ("∞", "red", "out of time"),
    NOT_SUBMITTED: ("-", "dim", "not submitted"),
    OVERRIDDEN: ("=", "cyan", "set by hand"),
    EXCUSED: ("~", "cyan", "excused"),
    REFUSED: ("!", "magenta", "refused"),
    REJECTED: ("§", "magenta", "to be reviewed"),
    TAMPERED: ("‼", "magenta", "tampered with"),
    NOT_GRADED: ("…", "dim", "not graded"),
    GRADER_ERROR: ("?", "magenta", "grader error"),
}
"""Per outcome its sign, style and name. No sign: the points say it all."""

SHARES = {"●": ("green", "all points"), "◐": ("yellow", "some"), "○": ("red", "none")}
"""Signs in place of points, with style and name."""

STUDENT_CELLS = 24
GAP = 2
GAP_TEXT = Text("   ")
NOTES = 12


def report(screen: Console, kit: Kit, rows: list[Row]) -> None:
    """Print the marks, and a line on each that is no ordinary mark."""
    layouts = [_points(rows, named=True), _points(rows, named=False), _signs(rows, screen.width)]
    boundless = screen.options.update_width(10_000)
    fitting = [t for t in layouts if screen.measure(t, options=boundless).maximum <= screen.width]
    shown = (fitting or layouts[-1:])[0]
    screen.print()
    screen.print(shown)
    for line in (_shares() if shown is layouts[-1] else Text(), _legend(rows)):
        if line:
            screen.print(line)
    notes = [*_broken(kit), *_notes(rows)]
    if notes:
        grid = Table.grid(padding=(0, 2))
        for note in notes[:NOTES]:
            grid.add_row(*note)
        screen.print()
        screen.print(grid)
    if len(notes) > NOTES:
        screen.print(Text(f"… and {len(notes) - NOTES} more in results.json", "dim"))
    screen.print()
    screen.print(_counts(rows, (o for o in LOOKS if o not in UNDECIDED)))
    undecided = _counts(rows, UNDECIDED)
    if undecided:
        screen.print(undecided + ": open, without a mark")


def _new_table(rows: list[Row], cells: int = STUDENT_CELLS) -> Table:
    """A table with the column of the students, up to *cells* wide."""
    table = Table(
        box=box.SIMPLE_HEAD, show_edge=False, padding=(0, GAP - 1, 0, 0), header_style="bold"
    )
    longest = max(cell_len(text) for text in ("student", *(row.student for row in rows)))
    width = min(longest, cells)
    table.add_column("student", no_wrap=True, overflow="ellipsis", width=width)
    return table


def _points(rows: list[Row], *, named: bool) -> Table:
    """A table with a number per exercise, headed by its name or only by its number."""
    table = _new_table(rows)
    for mark in rows[0].marks:
        number, _, topic = mark.exercise.name.partition("_")
        # The blank stands over the place of the signs.
        head = f"{number} \n{topic} " if named else f"{number} "
        table.add_column(Text(head), justify="right", no_wrap=True)
    table.add_column(f"total\nof {_most(rows)}", justify="right", no_wrap=True)
    for row in rows:
        table.add_row(Text(row.student), *map(_number, row.marks), _total(row))
    return table


def _number(mark: Mark) -> Text:
    sign, style, _ = LOOKS[mark.outcome]
    if mark.outcome == FAILED and mark.points == 0:
        style = "red"
    points = "" if mark.points is None else as_text(mark.points)
    return Text(f"{points}{sign or ' '}", style)


def _total(row: Row) -> Text:
    if row.total is not None:
        return Text(as_text(row.total), "bold")
    is_open = any(mark.outcome in UNDECIDED for mark in row.marks)
    return Text("open", "magenta") if is_open else Text("-", "dim")


def _most(rows: list[Row]) -> str:
    """The points there are for who is excused from nothing."""
    return as_text(max(row.max for row in rows))


def _signs(rows: list[Row], width: int) -> Table:
    """A table with a sign per exercise, where there is no room for numbers in *width* cells."""
    total = f"of {_most(rows)}"
    table = _new_table(rows, max(8, width - 2 * len(rows[0].marks) - len(total) - 2 * GAP))
    numbers = [mark.exercise.name.partition("_")[0] for mark in rows[0].marks]
    tens = [number[:-1] for number in numbers]
    heads = [" " if i and tens[i] == tens[i - 1] else tens[i][-1:] or " " for i in range(len(tens))]
    units = " ".join(number[-1:] for number in numbers)
    table.add_column(Text(f"{' '.join(heads)}\n{units}"), no_wrap=True)
    table.add_column(f"total\n{total}", justify="right", no_wrap=True)
    for row in rows:
        table.add_row(Text(row.student), Text(" ").join(map(_sign, row.marks)), _total(row))
    return table


def _sign(mark: Mark) -> Text:
    sign, style, _ = LOOKS[mark.outcome]
    if not sign:
        sign = "●" if mark.points == mark.max else "◐" if mark.points else "○"
        style, _ = SHARES[sign]
    return Text(sign, style)


def _shares() -> Text:
    return GAP_TEXT.join(
        Text.assemble((s, style), f" {name}") for s, (style, name) in SHARES.items()
    )


def _legend(rows: list[Row]) -> Text:
    """What the signs in the table mean: those of the outcomes that occur."""
    outcomes = {mark.outcome for row in rows for mark in row.marks}
    signs = [look for outcome, look in LOOKS.items() if look[0] and outcome in outcomes]
    return GAP_TEXT.join(Text.assemble((sign, style), f" {name}") for sign, style, name in signs)


def _counts(rows: list[Row], outcomes: Iterable[str]) -> Text:
    """How many pieces of work came to each of *outcomes*, if any."""
    counter = Counter(mark.outcome for row in rows for mark in row.marks)
    found = [(counter[outcome], *LOOKS[outcome]) for outcome in outcomes if counter[outcome]]
    return Text(" · ").join(Text(f"{number} {name}", style) for number, _, style, name in found)


def _broken(kit: Kit) -> Iterator[tuple[Text, Text]]:
    """A note for each exercise that has no checks: whom it is about, and what it says."""
    for exercise in kit.exercises:
        if not exercise.checks:
            who = Text(exercise.name, LOOKS[GRADER_ERROR][1], no_wrap=True)
            yield who, Text("pytest finds no check in it; nobody has a mark for it.")


def _notes(rows: list[Row]) -> Iterator[tuple[Text, Text]]:
    """A note for each mark that is no ordinary one, the most urgent first."""
    for outcome in (GRADER_ERROR, TAMPERED, REJECTED, REFUSED, CRASHED, TIMEOUT):
        for row in rows:
            for mark in row.marks:
                found = [result for result in mark.results if result.outcome == outcome]
                if found and mark.outcome not in (OVERRIDDEN, EXCUSED):
                    who = Text(row.student, LOOKS[outcome][1], no_wrap=True, overflow="ellipsis")
                    who.truncate(STUDENT_CELLS)
                    check = "" if len(found) == len(mark.results) else f"{found[0].check.name}: "
                    message = found[0].message.partition("\n")[0]
                    yield who, Text(f"{mark.exercise.name} {check}{message}")
    for row in rows:
        for mark in row.marks:
            if mark.why:
                who = Text(row.student, "cyan", no_wrap=True, overflow="ellipsis")
                who.truncate(STUDENT_CELLS)
                yield who, Text(f"{mark.exercise.name} {mark.why}")


def as_data(rows: list[Row], out: Path) -> dict[str, Any]:
    """The same for a program: where the marks are, how many came to what, and what is open."""
    marks = [(row, mark) for row in rows for mark in row.marks]
    counter = Counter(mark.outcome for _, mark in marks)
    return {
        "marks": str(out / "marks.csv"),
        "results": str(out / "results.json"),
        "students": len(rows),
        "outcomes": {outcome: counter[outcome] for outcome in LOOKS if counter[outcome]},
        "open": [
            {
                "student": row.student,
                "exercise": mark.exercise.name,
                "outcome": mark.outcome,
                "why": next((r.message for r in mark.results if r.outcome == mark.outcome), ""),
            }
            for row, mark in marks
            if mark.outcome in UNDECIDED
        ],
    }


def without_canary(kit: Kit) -> str:
    """What is to be said of checks of which no wrong answer is known; empty if there are none."""
    found = ", ".join(f"{name} ({len(checks)})" for name, checks in kit.without_canary.items())
    if not found:
        return ""
    return (
        f"Checks of which no wrong answer is known: {found}. Code that makes one of them pass is "
        "harder to find out. Put wrong answers into tests/answers (see docs/grading.md)."
    )


def next_step(kit: Kit, rows: list[Row], submissions: Path, out: Path) -> str:
    """What the person who grades can do now."""
    outcomes = {mark.outcome for row in rows for mark in row.marks}
    if GRADER_ERROR in outcomes:
        command = _command(kit.folder)
        return (
            f"Marks with a grader error are empty. Find the fault, then grade again:\n  {command}"
        )
    if TAMPERED in outcomes:
        return "What was tampered with has no mark yet: read that code, and talk to the student."
    if REJECTED in outcomes:
        command = shlex.join(["grader", "review", str(out)])
        return f"What the policy rejected has no mark until you have reviewed it:\n  {command}"
    if REFUSED in outcomes:
        return (
            "What was refused has no mark yet: ask for a plain file, put it where it is\n"
            "looked for and grade again, or set the points in course.toml."
        )
    for row in rows:
        for mark in row.marks:
            if mark.outcome == FAILED and (submissions / row.student).is_dir():
                command = _command(kit.folder / mark.exercise.name, submissions / row.student)
                return (
                    "To see a failure as the student sees it (this runs their code without the "
                    f"sandbox):\n  {command}"
                )
    return ""


def _command(checks: Path, code: Path | None = None) -> str:
    arguments = [
        "pytest",
        from_here(checks.resolve()),
        *(["--code", from_here(code.resolve())] if code else []),
    ]
    return shlex.join(arguments)
