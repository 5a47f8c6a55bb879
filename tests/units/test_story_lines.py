"""What a story shows of a line of the program, and the head of its table."""

from __future__ import annotations

from collections.abc import Callable

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


@pytest.mark.parametrize("name", ["shed", "reed"])
def test_an_object_goes_by_its_own_statement_also_if_the_line_has_several(
    name: str, explored: Callable[..., Result]
) -> None:
    result = explored(
        f"""
        import threading
        class Loom:
            def __init__(self, é): self.é = é; self.shed = threading.Lock()
        def scenario():
            rows = [1]; loom = Loom('é'); loom.reed = threading.Lock()
            with loom.{name}: loom.{name}.acquire()
        """
    )
    assert f"main waits for {name}, which" in result.verdict.message


def test_a_function_that_is_bound_again_is_told_as_what_it_is(
    explored: Callable[..., Result],
) -> None:
    result = explored(
        """
        import threading
        def count(): return 0
        def add():
            global count
            old = count
            def count(): return old() + 1
        def scenario():
            threads = [threading.Thread(target=add) for _ in range(2)]
            for thread in threads: thread.start()
            for thread in threads: thread.join()
            assert count() == 2
        """
    )
    assert "writes count" in tell(result)
    assert "None" not in tell(result)
