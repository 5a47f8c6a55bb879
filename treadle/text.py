"""How lines, places and paths are written for people: short, and safe to show."""

from __future__ import annotations

from pathlib import Path, PurePath

WIDTH = 80
"""Cells in a line of what is told, if nothing else is said."""


def printable(text: str) -> str:
    """*text* in one line, without characters that a terminal would obey."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def spot(file: str, line: int) -> str:
    """A line of a file, as people are told of it: "bank.py:16"."""
    return f"{PurePath(file).name}:{line}"


def from_here(path: Path) -> str:
    """*path*, as one would type it here."""
    here = Path.cwd()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else str(path)
