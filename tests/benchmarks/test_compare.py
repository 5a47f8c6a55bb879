"""The comparison itself, without the peers, which are installed only when it is run."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import Any

import pytest

from treadle.kit.pythons import Python

HERE = Path(__file__).parent


@pytest.fixture
def compare(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(HERE))
    return importlib.import_module("compare")


def test_a_tool_answers_and_is_told(compare: Any) -> None:
    """Treadle finds the bug and proves the twin; what it found is in the tables."""
    tool = compare.Tool([sys.executable, str(HERE / "tools" / "with_treadle.py")])
    try:
        bug = tool.ask(program="lost_update", variant="Program", mode="default", seconds=None)
        twin = tool.ask(program="lost_update", variant="Mended", mode="default", seconds=None)
        rate = tool.ask(program="lost_update", variant="Mended", mode="random", seconds=0.01)
    finally:
        tool.close()
    assert bug.is_find
    assert bug.found == "wrong-result"
    assert twin.found == ""
    assert min(bug.schedules, twin.schedules) > 0
    assert rate.schedules > 0


def test_a_tool_that_dies_is_told_and_started_again(compare: Any, tmp_path: Path) -> None:
    script = tmp_path / "dies.py"
    script.write_text("input()\n", encoding="utf-8")
    tool = compare.Tool([sys.executable, str(script)])
    for _ in range(2):
        assert tool.ask(program="lost_update").found == compare.HUNG
    tool.close()


def test_the_tables(compare: Any) -> None:
    ours, random, frontrun, interleave, real = (
        compare.OURS,
        compare.OURS_RANDOM,
        compare.Mode("frontrun", "dpor"),
        compare.Mode("interleave-test", "random"),
        compare.REAL,
    )
    modes = (ours, random, frontrun, interleave, real)
    answers = ("deadlock", "deadlock", compare.GAVE_UP, "", "")
    row = compare.Row(
        "philosophers",
        {m: compare.Answer(found, 4, 0.5) for m, found in zip(modes, answers, strict=True)},
        {m: compare.Answer("", 10, 2.0) for m in modes},
        {m: [rate] * 3 for m, rate in zip(modes, (900.0, 1000.0, 10.0, 50.0, 4000.0), strict=True)},
    )
    page = compare.page([row])
    assert "| philosophers | 4 in 500 ms | 4 in 500 ms | **gave up** (4 in 500 ms) | **mis" in page
    assert "| frontrun: schedules per second | 100.00 | 100.00 |" in page
    assert "| real threads: runs | 0.25 | 0.25 |" in page
    assert "| **found** | 1 of 1 | 1 of 1 | 0 of 1 | 0 of 1 | 0 of 1 |" in page
    assert "| 900.0 | 1,000.0 | 10.0 | 50.0 | 4,000.0 | 100 | 20 | 4.00 |" in page


def test_old_pythons_are_refused(compare: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    environments = importlib.import_module("environments")
    old = [Python("3.11.4", Path("python3.11"))]
    monkeypatch.setattr(environments, "on_this_machine", lambda: old)
    monkeypatch.setattr(environments.sys, "version_info", (3, 11, 4))
    with pytest.raises(compare.NoPythonError, match=r"need Python 3.12 or later; run this with"):
        compare.new_enough_python()
