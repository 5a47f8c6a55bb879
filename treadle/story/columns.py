"""A column for each thread, side by side; or one for all, if there is no room for that."""

from __future__ import annotations

import contextlib
import io
import re
import textwrap
import tokenize
from pathlib import PurePath

from rich.cells import cell_len, set_cell_size

from treadle.story.steps import Step
from treadle.text import spot

_BREAKS = [
    re.compile(r"(?<=\s)"),
    re.compile(r"(?<=[\s,])|(?<=[(\[{])(?![)\]}])"),
    re.compile(r"(?<=[\s,])|(?<=[(\[{])(?![)\]}])|(?<=[\w)\]])(?=\.\w+\()"),
]
"""Where a line of a program may be broken, from the most natural to the least."""

_HYPHEN = "↩"
"""Where a word of it had to be broken."""

Piece = tuple[str, str]
"""Text, and the role it plays: see `ROLES`."""
Line = list[Piece]

NARROWEST_COLUMN = 22
"""Cells that a column needs; with less for each, the threads share one column,"""

MOST_ROWS = 2
"""as do three threads and more of which a line, or a note, would be broken into more rows."""

TALLEST = 36
"""Lines that three columns and more may take, if with one for all it would be fewer."""

LONGEST = 4
"""Rows that a line of the program may take; of a longer one the end is left out."""

_MARK = "✗"


def table(steps: list[Step], names: list[str], width: int) -> list[Line]:
    """*steps* as lines of at most *width* cells.

    Args:
        steps: what is told.
        names: the names of all threads, by number.
        width: cells in a line.

    """
    threads = sorted({s.thread for s in steps if not s.fold})
    files = sorted({PurePath(s.place.file).name for s in steps if s.place is not None})
    count = sum(not s.fold for s in steps)
    gutter = len(str(count)) + 4
    column = (width - gutter - 3 * (len(threads) - 1)) // len(threads)
    broken = len(threads) > 2 and any(_is_broken(s, column, len(files) > 1) for s in steps)
    below = _below_each_other(steps, threads, names, files, gutter, width)
    if (width - gutter) // len(threads) < NARROWEST_COLUMN or broken:
        return below
    beside = _side_by_side(steps, threads, names, files, gutter, width)
    tall = len(threads) > 2 and len(beside) > TALLEST
    return below if tall and len(below) < len(beside) else beside


def _side_by_side(
    steps: list[Step],
    threads: list[int],
    names: list[str],
    files: list[str],
    gutter: int,
    width: int,
) -> list[Line]:
    columns = len(threads)
    column = (width - gutter - 3 * (columns - 1)) // columns
    lines: list[Line] = []
    head: Line = [(" " * gutter, "")]
    rule = "─" * gutter
    for position, thread in enumerate(threads):
        if position:
            head.append((" │ ", "frame"))
            rule += "─┼─"
        head.append((fit(names[thread], column), "name"))
        rule += "─" * column
    if len(files) == 1:
        label = f"── {cut(files[0], gutter + column - 5)} "
        rule = label + rule[cell_len(label) :]
    lines += [_stripped(head), [(rule, "frame")]]
    number = 0
    digits = gutter - 4
    for step in steps:
        position = threads.index(step.thread) if step.thread in threads else 0
        rows = _rows(step, column, len(files) > 1)
        number += not step.fold
        for index, row in enumerate(rows):
            label = f" {number:>{digits}} " if index == 0 and not step.fold else " " * (digits + 2)
            mark = _MARK if step.marked and index == 0 else " "
            line: Line = [(label, "number"), (f"{mark} ", "wrong")]
            for other in range(columns):
                if other:
                    line.append((" │ ", "frame"))
                if other == position:
                    used = sum(cell_len(text) for text, _ in row)
                    line += [*row, (" " * (column - used), "")]
                else:
                    line.append((" " * column, ""))
            lines.append(_stripped(line))
    return lines


def _below_each_other(
    steps: list[Step],
    threads: list[int],
    names: list[str],
    files: list[str],
    gutter: int,
    width: int,
) -> list[Line]:
    called = min(max(cell_len(names[t]) for t in threads), width // 4)
    column = width - gutter - called - 3
    label = f"── {cut(files[0], width // 2)} " if len(files) == 1 else ""
    left = gutter + called + 1
    rule = label + "─" * (left - cell_len(label)) + "┬"
    if cell_len(label) > left:
        rule = "─" * left + "┬" + cut(label, width - left - 1)
    rule += "─" * (width - cell_len(rule))
    lines: list[Line] = [[(rule, "frame")]]
    number = 0
    digits = gutter - 4
    previous = -1
    for step in steps:
        number += not step.fold
        for index, row in enumerate(_rows(step, column, len(files) > 1)):
            label = f" {number:>{digits}} " if index == 0 and not step.fold else " " * (digits + 2)
            mark = _MARK if step.marked and index == 0 else " "
            first = index == 0 and step.thread not in (previous, -1)
            name = names[step.thread] if first else ""
            line: Line = [
                (label, "number"),
                (f"{mark} ", "wrong"),
                (fit(name, called), "name"),
                (" │ ", "frame"),
                *row,
            ]
            lines.append(_stripped(line))
        previous = step.thread
    return lines


def _rows(step: Step, width: int, with_file: bool) -> list[Line]:
    """The lines of one step within its column."""
    if step.fold:
        return [[(text, "fold")] for text in _wrapped(f"… {step.fold}", width)]
    rows: list[Line] = []
    place = step.place
    indent = 0
    if place is not None and step.shown:
        label = f"{place.line} "
        if with_file:
            rows.append([(cut(spot(place.file, place.line), width), "place")])
            label = "  "
        indent = len(label)
        role = "wrong" if step.marked else "source"
        for i, text in enumerate(_source(step, width, with_file)):
            rows.append([(" " * indent if i else label, "place"), (text, role)])
    space = " " * indent
    for text in _listed(step.notes, width - indent):
        rows.append([(space, ""), (text, "note")])
    for i, text in enumerate(_wrapped(step.remark, width - indent - 2)):
        rows.append([(space, ""), ("  " if i else "← ", "wrong"), (text, "wrong")])
    return rows


def _is_broken(step: Step, width: int, with_file: bool) -> bool:
    """Whether *step* would be hard to read in a column of that *width*."""
    rows = _source(step, width, with_file) if step.shown else []
    if len(rows) > MOST_ROWS or any(row.endswith(_HYPHEN) for row in rows):
        return True
    indent = 0 if step.place is None else len(f"{step.place.line} ")
    return any(len(_wrapped(note, width - indent)) > MOST_ROWS for note in step.notes)


def _source(step: Step, width: int, with_file: bool) -> list[str]:
    """The line of the program that *step* is at, broken where it is too long."""
    if step.place is None:
        return []
    room = max(width - (2 if with_file else len(str(step.place.line)) + 1), 8)
    source = " ".join(step.place.source.split())
    rows = _broken(source if cell_len(source) <= room else _without_comment(source), room)
    if len(rows) > LONGEST:
        rows = [*rows[: LONGEST - 1], cut(rows[LONGEST - 1] + "…" * room, room)]
    return rows


def _without_comment(source: str) -> str:
    """*source*, a line of a program, without a comment at its end."""
    # What comes after the line, where it goes on, is not there: this ends with an error.
    with contextlib.suppress(tokenize.TokenError, SyntaxError):
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type == tokenize.ERRORTOKEN:
                break  # as of a quote of a text that began in another line
            if token.type == tokenize.COMMENT and token.start[1]:
                return source[: token.start[1]].rstrip()
    return source


def _broken(source: str, room: int) -> list[str]:
    """*source* in rows: broken at spaces if that will do, else also within brackets, or at dots."""
    for breaks in _BREAKS:
        rows = _filled(breaks.split(source), room)
        if len(rows) <= MOST_ROWS and not any(row.endswith(_HYPHEN) for row in rows):
            break
    return rows


def _filled(pieces: list[str], room: int) -> list[str]:
    """Rows of at most *room* cells, as many *pieces* in each as will go."""
    rows = [""]
    for piece in pieces:
        if cell_len(rows[-1] + piece.rstrip()) > room and rows[-1].strip():
            rows.append("  ")
        rows[-1] += piece
        while cell_len(rows[-1].rstrip()) > room:
            rows[-1:] = [rows[-1][: room - 1] + _HYPHEN, "  " + rows[-1][room - 1 :]]
    return [row.rstrip() for row in rows]


def _listed(notes: list[str], width: int) -> list[str]:
    """*notes* on one line if they fit, else each on a line of its own."""
    together = ", ".join(notes)
    if cell_len(together) <= width:
        return [together]
    return [line for text in notes for line in _wrapped(text, width)]


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, max(width, 8), break_on_hyphens=False)


def fit(text: str, width: int) -> str:
    """*text* in exactly *width* cells."""
    return set_cell_size(cut(text, width), width)


def cut(text: str, width: int) -> str:
    """*text* in at most *width* cells."""
    return text if cell_len(text) <= width else set_cell_size(text, width - 1) + "…"


def _stripped(line: Line) -> Line:
    while line and not line[-1][0].rstrip():
        line.pop()
    if line:
        text, role = line[-1]
        line[-1] = (text.rstrip(), role)
    return line
