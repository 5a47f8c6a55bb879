"""Chance is virtual where it can be, and named where it cannot."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable
from textwrap import dedent

import pytest

from treadle.verdict import Result

BEGIN = """
import datetime, os, random, secrets, sys, threading, time, uuid

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
    *("datetime.datetime.now()", "datetime.datetime.now(datetime.UTC).microsecond"),
    *("(lambda clock: clock())(datetime.datetime.today)", "time.strftime('%c')"),
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


def test_the_date_is_that_of_the_virtual_clock(explored: Callable[..., Result]) -> None:
    """Whoever asks for it; the classes are Python's own."""
    source = BEGIN + dedent("""
        from datetime import UTC, date, datetime, timedelta, timezone
        from email.utils import parsedate_to_datetime

        class Local(datetime): pass

        class Mine:
            def now(self): return 5
            def today(self): return 6

        class Still(datetime):
            @classmethod
            def now(cls): return 7

        def refused(call):
            try: call()
            except (TypeError, AttributeError) as error: return type(error), str(error)

        def scenario():
            begin = datetime.fromtimestamp(1_600_000_000)
            assert begin == datetime.now() == datetime.today() == datetime.now(tz=None)
            assert date.today() == begin.date() == datetime.now().date()
            assert datetime.now(UTC).isoformat() == "2020-09-13T12:26:40+00:00"
            zone = timezone(timedelta(hours=2))
            assert [datetime.now(each).hour for each in (zone, UTC)] == [14, 12]
            assert type(Local.now()) is Local and Local.now() == begin
            assert (Mine().now(), Mine().today(), Still.now()) == (5, 6, 7)
            assert type(datetime.now()) is type(parsedate_to_datetime("Sun, 13 Sep 2020 12:26:40"))
            time.sleep(90)
            assert datetime.now() - begin == timedelta(seconds=90)
            assert time.localtime() == begin.timetuple()[:4] + time.localtime()[4:]
            assert time.gmtime()[:6] == (2020, 9, 13, 12, 28, 10)
            assert time.ctime() == time.asctime() == time.strftime("%a %b %d %H:%M:%S %Y")
            assert refused(lambda: datetime.now(3)) == refused(lambda: begin.now(3))
            assert refused(lambda: date.now())[0] is AttributeError
            match begin.today():
                case datetime.today: assert False
                case _: pass
        """)
    result = explored(source)
    assert result.verdict.message == ""
    assert result.proved


def test_a_function_of_time_in_a_class_does_not_become_its_method(
    explored: Callable[..., Result],
) -> None:
    source = BEGIN + dedent("""
        class Stopwatch:
            clock, pause = time.monotonic, time.sleep

        def scenario():
            watch = Stopwatch()
            watch.pause(2)
            assert watch.clock() == time.monotonic() == Stopwatch.clock()
        """)
    assert explored(source).proved


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
