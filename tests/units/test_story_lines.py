"""What a story shows of a line of the program, and the head of its table."""

from __future__ import annotations

import pytest

from treadle import verdict as verdicts
from treadle.story import tell
from treadle.story.columns import NARROWEST_COLUMN
from treadle.trace import Event, Place, Trace
from treadle.verdict import Result, Verdict

LONG = "a_name_that_is_long"


def story(source: str, file: str = "bank.py", threads: int = 2, width: int = 80) -> str:
    """The story of threads that each write at the line *source* what all of them use."""
    names = ["main", "ann", "bob", "cid", "dora"][: threads + 1]
    place = Place(file, 7, source, "pay")
    events = [
        Event(thread, "write", "paid", 3, "paid", place, str(thread))
        for thread in range(1, threads + 1)
    ]
    trace = Trace(threads=names, events=events)
    verdict = Verdict(verdicts.WRONG_RESULT, "AssertionError", "it is 1", AssertionError())
    return tell(Result(verdict, False, 1, 1, 1, trace=trace), width=width)


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        (f"{LONG} = pay({LONG}, {LONG})  # of the account", False),
        (f"{LONG} = pay({LONG},  # of the account, and goes on in the next line", False),
        (f"{LONG} = pay('# of the account', {LONG}, {LONG})", True),
        (f"it's {LONG} # of the account, in a text that began before {LONG}", True),
        ("paid = 1  # of the account", True),
    ],
    ids=["after the code", "in the midst of a call", "in a text", "of a text", "there is room"],
)
def test_a_comment_is_left_out_if_the_line_must_be_broken(source: str, shown: bool) -> None:
    text = " ".join(story(source).replace("│", " ").split())
    assert ("# of" in text and "account" in text) == shown
    assert source.split()[0] in text


@pytest.mark.parametrize("file", ["bank.py", "a_file_with_quite_a_long_name.py"])
def test_the_head_shows_where_the_column_begins(file: str) -> None:
    lines = story("paid = 1", file, threads=4, width=4 * NARROWEST_COLUMN - 4).splitlines()
    head = next(line for line in lines if file in line)
    column = next(line for line in lines if "│" in line).index("│")
    assert head[column] == "┬"
