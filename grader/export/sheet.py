"""A table as a course's system has written it, in which some cells are filled in.

All other bytes stay as they are: quotes that were not needed, ends of lines, a byte order mark.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from grader.collect import printable
from grader.errors import BadInput

SEPARATORS = ",;\t"


@dataclass(slots=True)
class Line:
    """A row of the table.

    Attributes:
        number: of the line in the file on which it begins, from 1.
        cells: as they stand in the file, quotes and all.
        end: what ends it.

    """

    number: int
    cells: list[str]
    end: str

    def __getitem__(self, column: int) -> str:
        """What a cell says."""
        return _unquoted(self.cells[column])

    @property
    def is_blank(self) -> bool:
        """Whether nothing is in it."""
        return not any(_unquoted(cell).strip() for cell in self.cells)


class Sheet:
    """A table in CSV.

    Attributes:
        name: of the file, for messages.
        separator: what stands between cells.
        head: the first line, with the names of the columns.
        lines: those below it that hold something.

    """

    def __init__(self, name: str, data: bytes) -> None:
        """Read a file of that name.

        Raises:
            BadInput: it is no table, or not in UTF-8; with the line.

        """
        self.name = name
        self._mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
        try:
            text = data[len(self._mark) :].decode()
        except UnicodeDecodeError as error:
            number = error.object[: error.start].count(b"\n") + 1
            raise self.wrong(number, "this is no UTF-8; download the file again.") from None
        self.separator = _separator(text)
        self._all = self._parse(text)
        filled = [line for line in self._all if not line.is_blank]
        if not filled:
            raise self.wrong(1, "the file is empty; download it again.")
        self.head, *self.lines = filled
        for line in self.lines:
            if len(line.cells) != len(self.head.cells):
                raise self.wrong(
                    line.number,
                    f"this line has {len(line.cells)} cells, and the first one "
                    f"{len(self.head.cells)}.",
                )

    @classmethod
    def read(cls, path: Path) -> Sheet:
        """Read the file at *path*.

        Raises:
            BadInput: it cannot be read, or see above.

        """
        try:
            return cls(path.name, path.read_bytes())
        except OSError as error:
            raise BadInput(f"{path} cannot be read: {error.strerror}.") from error

    def wrong(self, number: int, what: str) -> BadInput:
        """An error in line *number*."""
        return BadInput(f"{self.name}:{number}: {what}")

    @property
    def columns(self) -> list[str]:
        """The names of the columns."""
        return [self.head[i].strip() for i in range(len(self.head.cells))]

    def column(self, name: str, what: str) -> int:
        """The position of the column *name*.

        Raises:
            BadInput: there is none, or more than one; the text says to give *what*.

        """
        number = self.columns.count(name)
        if number == 1:
            return self.columns.index(name)
        if number:
            raise self.wrong(self.head.number, f"there are {number} columns '{name}' here.")
        there = "".join(f"\n  {printable(column)}" for column in self.columns)
        raise self.wrong(
            self.head.number, f"there is no column '{name}' here; give {what}. There are:{there}"
        )

    def points(self, line: Line, column: int) -> Fraction | None:
        """What something is worth by a cell, with a point or a comma; None if it is empty.

        Raises:
            BadInput: it says something else, or 0, of which nothing could be a part.

        """
        text = line[column].strip()
        if not text:
            return None
        if not re.fullmatch(r"\d+(?:[.,]\d+)?", text):
            raise self.wrong(line.number, f"'{printable(text)}' is no number of points.")
        points = Fraction(text.replace(",", "."))
        if not points:
            raise self.wrong(
                line.number, "it is worth 0 points there; change that, and download the file again."
            )
        return points

    def fill(self, line: Line, column: int, text: str) -> None:
        """Let a cell say *text*."""
        old = line.cells[column]
        needs = any(c in text for c in f'"\r\n{self.separator}') or text != text.strip()
        if needs or old.lstrip().startswith('"'):
            text = '"' + text.replace('"', '""') + '"'
        line.cells[column] = text

    def as_bytes(self) -> bytes:
        """The file as it is now."""
        text = "".join(self.separator.join(line.cells) + line.end for line in self._all)
        return self._mark + text.encode()

    def _parse(self, text: str) -> list[Line]:
        """All lines, by RFC 4180; a quote inside of a cell without quotes is a letter."""
        cell = re.compile(
            rf'[ ]*"(?:[^"]|"")*"[ ]*|[^"{self.separator}\r\n][^{self.separator}\r\n]*|'
        )
        end = re.compile(r"\r\n|\n|\r|\Z")
        lines: list[Line] = []
        at, number = 0, 1
        while at < len(text):
            cells: list[str] = []
            begin = number
            while True:
                opened = number
                found = cell.match(text, at)
                assert found is not None, "an empty cell matches anywhere"
                cells.append(found[0])
                number += len(re.findall(r"\r\n|\n|\r", found[0]))
                at = found.end()
                if not text.startswith(self.separator, at):
                    break
                at += 1
            ending = end.match(text, at)
            if ending is None:
                raise self.wrong(opened, "a quote is opened here that nothing closes rightly.")
            at = ending.end()
            lines.append(Line(begin, cells, ending[0]))
            number += 1
        return lines


def _separator(text: str) -> str:
    """What stands between cells: what is in the first line most often, outside of quotes."""
    first = re.sub(r'"(?:[^"]|"")*"', "", text).lstrip("\r\n").split("\n", 1)[0]
    return max(SEPARATORS, key=first.count)


def _unquoted(cell: str) -> str:
    bare = cell.strip(" ")
    if len(bare) > 1 and bare.startswith('"'):
        return bare[1:-1].replace('""', '"')
    return cell
