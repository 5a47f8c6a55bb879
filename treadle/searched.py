"""What it is worth that explored tests of one's own pass, in the words of a report of pytest.

A check of an exercise has a line of its own among the points. Of other tests, the report carries
the words from the process in which they were run to the terminal, and into a file of JUnit's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from treadle.verdict import Result, searched

EXPLORED = "treadle_explored"
"""The property of a report that has the words."""


def how_searched(results: Sequence[Result]) -> str:
    """What the explorations of one test, which all passed, have covered.

    There are several if it is called for many examples, as by Hypothesis.
    """
    unproved = next((r.unproved for r in results if not r.proved), "")
    said = searched(
        sum(r.schedules for r in results),
        proved=all(r.proved for r in results),
        unproved=unproved if len(results) == 1 else "",
    )
    return said if len(results) == 1 else f"{said} of {len(results):,} explorations"


def explored(reports: Iterable[Any]) -> list[str]:
    """The words of those of *reports* that have any."""
    return [
        words
        for report in reports
        for name, words in getattr(report, "user_properties", ())
        if name == EXPLORED
    ]


def in_a_line(words: Sequence[str], *, each_is_told: bool) -> str:
    """How many tests with these *words* are proved; how to see which, unless *each_is_told*."""
    tests = f"{len(words):,} explored test{'s' * (len(words) != 1)} passed"
    proved = sum(each.startswith("proved") for each in words)
    if proved == len(words):
        return f"{tests}, proved"
    said = f"{tests}, {proved:,} of them proved" if proved else f"{tests}, not proved"
    return said if each_is_told else f"{said}; -v says how each was searched"
