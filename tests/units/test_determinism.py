"""Chance is virtual where it can be, and named where it cannot."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable
from textwrap import dedent

import pytest

from treadle.verdict import Result

BEGIN = """
import os, random, secrets, sys, threading, time, uuid

class Box: value = 0

def together(*functions):
    threads = [threading.Thread(target=f, name=f"t{i}") for i, f in enumerate(functions, 1)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()

runs = sys.modules["runs of test_determinism"]  # what is outside, no execution makes afresh
"""


@pytest.fixture(autouse=True)
def from_the_beginning(monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = itertools.count(1)
    monkeypatch.setitem(sys.modules, "runs of test_determinism", lambda: next(numbers))  # type: ignore[arg-type,misc]


CHANCE = (
    *("random.random()", "random.Random().random()", "random.SystemRandom().random()"),
    *("secrets.token_hex()", "secrets.randbelow(10 ** 9)", "secrets.choice(range(10 ** 9))"),
    *("uuid.uuid4().hex", "uuid.uuid1().hex", "os.urandom(9)", "id(object())", "time.time()"),
    *("time.perf_counter_ns()", "hash(threading.current_thread())", "object()"),
)


@pytest.mark.parametrize("value", CHANCE)
def test_chance_is_the_same_every_time(value: str, explored: Callable[..., Result]) -> None:
    source = BEGIN + dedent(f"""
        def scenario():
            box = Box()
            def put(): box.value = {value}
            together(put, put)
        """)
    assert explored(source, check_determinism=True).proved


def test_random_numbers_are_not_all_the_same(explored: Callable[..., Result]) -> None:
    source = BEGIN + dedent("""
        def scenario():
            for new in (random.random, lambda: random.Random().random(), secrets.token_hex):
                assert new() != new()
            assert uuid.uuid4() != uuid.uuid4()
            assert random.Random(3).random() == random.Random(3).random()
        """)
    assert explored(source).proved


DIFFERENT = {
    "a value": (
        "box.value = runs()",
        "at program.py:16 t1 writes 1 in one run and 2 in the other",
    ),
    "a line": (
        "if runs() > 1: box.value = 1\n        else: box.value = 2",
        "at program.py:17 t1 writes value in one run, and at program.py:16 t1 writes value in "
        "the other",
    ),
    "the number of steps": (
        "for _ in range(runs()): box.value += 1",
        "t1 ends in one run, and at program.py:16 t1 reads box.value in the other",
    ),
}


@pytest.mark.parametrize("name", DIFFERENT)
def test_the_first_difference_is_named(name: str, explored: Callable[..., Result]) -> None:
    body, reason = DIFFERENT[name]
    source = (
        f"{BEGIN}\ndef scenario():\n    box = Box()\n    def put():\n        {body}\n"
        "    together(put)\n"
    )
    result = explored(source, check_determinism=True)
    assert (result.verdict.kind, result.replay) == ("not deterministic", "")
    assert result.verdict.message.endswith(f"in the same order twice: {reason}")


def test_a_different_end_is_named(explored: Callable[..., Result]) -> None:
    source = f"{BEGIN}\ndef scenario(): assert runs() != 2, 'no'\n"
    result = explored(source, check_determinism=True)
    assert result.verdict.message.endswith("one run ends with passed, and the other with no")


def test_the_search_names_it_too(explored: Callable[..., Result]) -> None:
    source = BEGIN + dedent("""
        def scenario():
            box = Box()
            def add():
                for _ in range(runs() % 2): box.value += 1
            together(add, add, add)
        """)
    result = explored(source)
    assert result.verdict.kind == "not deterministic"
    assert "at program.py:16 t1 reads Box.value in one run" in result.verdict.message


def test_who_drops_an_object_last_is_no_chance(explored: Callable[..., Result]) -> None:
    source = BEGIN + dedent("""
        import weakref
        class Tool: pass
        def scenario():
            box, tools = Box(), [Tool()]
            def gone(_): box.value += 1
            seen = weakref.ref(tools[0], gone)
            def use():
                mine = seen()
                box.value
                del mine
            together(use, tools.clear, use)
        """)
    result = explored(source, schedules=200)
    assert result.verdict.name == "passed", "it does the same whenever it is run in the same order"
    assert not result.proved


def test_what_becomes_a_step_while_a_failure_is_made_simpler_is_no_chance(
    explored: Callable[..., Result],
) -> None:
    result = explored(
        """
        import threading
        from concurrent.futures import ThreadPoolExecutor
        def scenario():
            pool, closed, failed = ThreadPoolExecutor(1), [], []
            def submit():
                if not closed:
                    try:
                        pool.submit(int)
                    except RuntimeError:
                        failed.append(1)
            def close():
                pool.shutdown()
                closed.append(1)
            threads = [threading.Thread(target=f) for f in (submit, close)]
            for t in threads: t.start()
            for t in threads: t.join()
            assert not failed
        """
    )
    assert result.verdict.name == "wrong-result", result.verdict
    assert result.trace is not None
