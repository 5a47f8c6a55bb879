"""What is told where a schedule does not go by the times that the program asked for."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import dedent, indent

import pytest

from treadle.story import as_json, goes_by_times
from treadle.verdict import Result

Explored = Callable[..., Result]

TOLD = {
    "not begun": (
        """
        thread = start(lambda: done.append(1))
        time.sleep(1)
        assert done
        """,
        "the sleep of 1 s (program.py:14) is over before <lambda> has begun.",
    ),
    "a shorter sleep": (
        """
        thread = start(nap, 1)
        assert busy.wait(1)
        time.sleep(2)
        assert done
        """,
        "the sleep of 2 s (program.py:15) is over before the sleep of 1 s (program.py:6) is over.",
    ),
    "a sleep that began when another was over": (
        """
        thread = start(nap, 1)
        busy.wait()
        time.sleep(0.75)
        time.sleep(0.75)
        assert done
        """,
        "the sleep of 0.75 s (program.py:16) is over before the sleep of 1 s (program.py:6) is "
        "over, which began earlier.",
    ),
    "a limit": (
        """
        thread = start(nap, 1)
        thread.join(2)
        assert done
        """,
        "the limit of 2 s (program.py:14) is up before the sleep of 1 s (program.py:6) is over.",
    ),
    "of who was started later": (
        """
        busy.set()
        time.sleep(5)
        thread = start(nap, 1)
        time.sleep(2)
        assert done
        """,
        "the sleep of 2 s (program.py:16) is over before nap has begun.",
    ),
}

NOT_TOLD = {
    "it is as it should be": """
        thread = start(nap, 2)
        busy.wait()
        time.sleep(1)
        assert done
        """,
    "who is waited for cannot go on": """
        bell = threading.Condition()
        def stand():
            with bell:
                busy.set()
                bell.wait()
        thread = start(stand)
        busy.wait()
        with bell:
            pass
        time.sleep(1)
        assert done
        """,
    "nobody sleeps": """
        thread = start(lambda: done.append(1))
        assert done
        """,
    "no time at all": """
        thread = start(lambda: done.append(1))
        time.sleep(0)
        assert done
        """,
    "it has nothing to do with it": """
        def add(pause):
            seen = len(done)
            time.sleep(pause)
            done[:] = [1] * (seen + 1)
        threads = [start(add, 3), start(add, 1)]
        for thread in threads:
            thread.join()
        assert len(done) == 2
        """,
}

PREAMBLE = """
import threading, time
done = []
busy = threading.Event()
def nap(seconds):
    busy.set()
    time.sleep(seconds)
    done.append(1)
def start(function, *args):
    thread = threading.Thread(target=function, args=args, name=function.__name__, daemon=True)
    thread.start()
    return thread
"""


def program(body: str) -> str:
    return PREAMBLE.lstrip("\n") + "def scenario():\n" + indent(dedent(body).strip("\n"), "    ")


@pytest.mark.parametrize("case", TOLD)
def test_what_the_times_do_not_keep_in_order_is_told(case: str, explored: Explored) -> None:
    body, expected = TOLD[case]
    result = explored(program(body))
    assert result.verdict.name == "wrong-result"
    said = as_json(result)["timing"]
    assert said is not None
    assert said.startswith(f"Timing: {expected}")
    assert goes_by_times(result)


@pytest.mark.parametrize("case", NOT_TOLD)
def test_it_is_told_nowhere_else(case: str, explored: Explored) -> None:
    result = explored(program(NOT_TOLD[case]))
    assert result.verdict.name == "wrong-result"
    assert as_json(result)["timing"] is None
    assert not goes_by_times(result)


@pytest.mark.parametrize("case", TOLD)
def test_the_exact_clock_goes_by_the_times(case: str, explored: Explored) -> None:
    assert not explored(program(TOLD[case][0]), clock="exact").verdict.failed


TWO_NAPS = """
    began_s = time.monotonic()
    naps = [start(nap, 1), start(nap, 1)]
    for each in naps:
        each.join()
    took_s = time.monotonic() - began_s
    """


def test_two_sleeps_go_side_by_side_where_somebody_looks_at_the_clock(explored: Explored) -> None:
    result = explored(program(TWO_NAPS + "assert took_s == 2, took_s"))
    assert result.verdict.message == "1.0"
    said = as_json(result)["timing"]
    assert said == (
        "Timing: the sleep of 1 s (program.py:6) of nap #2 begins while nap #1 sleeps, so that "
        "both take 1 s by the clock. One after the other they take 2 s, and nothing puts them in "
        "order."
    )


def test_or_one_after_the_other(explored: Explored) -> None:
    result = explored(program(TWO_NAPS + "assert took_s == 1, took_s"))
    assert result.verdict.message == "2.0"
    assert as_json(result)["timing"].endswith("so may the work that it stands for.")


@pytest.mark.parametrize(("after", "proved"), [("assert done", True), ("assert took_s", False)])
def test_nothing_is_proved_only_where_it_shows(
    after: str, proved: bool, explored: Explored
) -> None:
    body = TWO_NAPS if not proved else TWO_NAPS.rpartition("took_s =")[0]
    result = explored(program(dedent(body) + "\n" + after))
    assert not result.verdict.failed
    assert result.proved is proved
