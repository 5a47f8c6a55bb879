"""What waits for something real is told as that, and stops nothing else."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent

import pytest

from treadle import watchdog
from treadle.exploration import explore, replay
from treadle.search.exhaustive import Exhaustive
from treadle.settings import Settings
from treadle.verdict import Result
from treadle.world import World

BEGIN = """
import os, select, threading

def together(*functions):
    threads = [threading.Thread(target=f, name=f.__name__) for f in functions]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
"""

BLOCKING = ("os.read({pipe}, 1)", "select.select([{pipe}], [], [])")


@pytest.fixture
def pipe() -> Iterator[int]:
    """The end of a pipe into which nobody writes as long as the test lasts."""
    reads, writes = os.pipe()
    yield reads
    os.close(writes)  # whoever reads goes on


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watchdog, "LOOK_S", 0.02)
    monkeypatch.setattr(watchdog, "BLOCKED_S", 0.2)


@pytest.mark.parametrize("call", BLOCKING)
def test_a_real_wait_is_no_deadlock(call: str, pipe: int, explored: Callable[..., Result]) -> None:
    call = call.format(pipe=pipe)
    result = explored(f"{BEGIN}\ndef wait():\n    {call}\n\ndef scenario(): together(wait, wait)\n")
    assert (result.verdict.name, result.verdict.kind) == ("uncontrolled-block", "real wait")
    assert result.verdict.message.startswith(f"program.py:10: wait, at `{call}`, waits")


def test_a_schedule_that_blocks_can_be_replayed(pipe: int, tmp_path: Path) -> None:
    path = tmp_path / "program.py"
    path.write_text(
        BEGIN
        + dedent(f"""
        def scenario():
            seen = []
            def first(): seen.append(1)
            def second():
                if not seen: os.read({pipe}, 1)
            together(first, second)
        """),
        encoding="utf-8",
    )
    world = World(tmp_path)
    found = explore(world, lambda: world.load(path).scenario(), Settings())
    again = replay(world, lambda: world.load(path).scenario(), found.replay, Settings())
    assert found.replay != "7", "the other order blocks"
    assert again.verdict == found.verdict


def test_what_blocked_once_does_not_disturb_what_comes_after(
    explored: Callable[..., Result], tmp_path: Path
) -> None:
    lock = threading.Lock()
    lock.acquire()
    world = World(tmp_path)
    assert explore(world, lock.acquire, Settings()).verdict.name == "uncontrolled-block"
    lock.release()  # the thread that was given up goes on now, and ends
    source = BEGIN + dedent("""
        def scenario():
            total = []
            def add(): total.append(1)
            together(add, add)
            assert len(total) == 2
        """)
    for _ in range(3):
        assert explored(source).proved


def test_a_long_computation_is_no_wait(
    explored: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watchdog, "COMPUTING_S", 0.4)
    source = """
        import timeit
        def scenario(): timeit.timeit("pass", number=10 ** 15)
        """
    verdict = explored(source).verdict
    assert (verdict.name, verdict.kind) == ("timeout", "endless computation")


def test_who_would_end_the_process_hears_of_each_look(
    explored: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, pipe: int
) -> None:
    heard: list[float] = []
    monkeypatch.setattr(watchdog, "rearm", heard.append)
    explored(f"import os\ndef scenario(): os.read({pipe}, 1)\n")
    *looks, last = heard
    assert len(looks) > 1
    assert min(looks) > 0
    assert last == 0


def test_memory_has_an_end(
    explored: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watchdog, "MEMORY_BYTES", 100 << 20)
    source = """
        def scenario():
            kept = []
            while True: kept.append(bytearray(1 << 20))
        """
    result = explored(source)
    assert (result.verdict.name, result.verdict.kind) == ("exception", "MemoryError")
    assert result.verdict.message.startswith("program.py:4: the program asks for more memory")


def test_it_is_the_programs_also_where_it_comes_to_light_in_the_search(
    explored: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    def choose(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(Exhaustive, "choose", choose)
    result = explored(
        BEGIN
        + """
def scenario():
    together(lambda: None)
""",
        strategy="exhaustive",
    )
    assert (result.verdict.name, result.verdict.kind) == ("exception", "MemoryError")
    assert result.verdict.message == "the program asks for more memory than there is (MemoryError)"


def test_what_takes_too_long_to_explore_is_told_with_its_measure(
    explored: Callable[..., Result],
) -> None:
    program = f"{BEGIN}\ncount = [0]\ndef f(): count[0] += 0\n\ndef scenario(): together(f, f, f)\n"
    result = explored(program, limit_s=0.0)
    assert (result.verdict.name, result.verdict.kind) == ("timeout", "slow program")
    assert result.verdict.message.startswith("1 of 2000 schedules took 0 s of the processor's time")
    assert not (result.proved or result.replay)
    assert explored(program).proved
