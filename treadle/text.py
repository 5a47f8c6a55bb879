"""Text that is safe to show."""

from __future__ import annotations

WIDTH = 80
"""Cells in a line of what is told, if nothing else is said."""


def printable(text: str) -> str:
    """*text* in one line, without characters that a terminal would obey."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
