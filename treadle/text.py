"""How lines, places and paths are written for people: short, and safe to show."""

from __future__ import annotations

import codecs
import re
from pathlib import Path, PurePath

WIDTH = 80
"""Cells in a line of what is told, if nothing else is said."""


def printable(text: str) -> str:
    """*text* in one line, without characters that a terminal would obey."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")


def without_addresses(text: str) -> str:
    """*text* without where in memory something was, which is not the same in every run."""
    return _ADDRESS.sub("", text)


LOOK_ALIKE = "treadle.look-alike"
"""A way to write to a terminal that lacks some characters, for the argument `errors`."""

_LIKE = dict(zip("│─┼┬✗←…·↩●◐○∞‼§", "|-++x<~-\\*+o8!%", strict=True))


def _look_alike(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    return "".join(_LIKE.get(c, "?") for c in lacking), error.end


codecs.register_error(LOOK_ALIKE, _look_alike)


def fitting(text: str, encoding: str) -> str:
    """*text*, with the like of it for characters that *encoding* has not."""
    return text.encode(encoding, LOOK_ALIKE).decode(encoding)


def spot(file: str, line: int) -> str:
    """A line of a file, as people are told of it: "bank.py:16"."""
    return f"{PurePath(file).name}:{line}"


def quoted(word: str) -> str:
    """*word*, as a shell takes it as one."""
    return f'"{word}"' if " " in word else word


def from_here(path: Path) -> str:
    """*path*, as one would type it here."""
    here = Path.cwd()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else str(path)
