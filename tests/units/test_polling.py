"""Loops that poll: who lets others go on is not told that it spins; who does not, is."""

from __future__ import annotations

import sys
import textwrap
from pathlib import Path

import pytest

from treadle.clocks import ADVERSARIAL, EXACT
from treadle.exploration import explore
from treadle.search.strategies import STRATEGIES
from treadle.settings import Settings
from treadle.verdict import Result
from treadle.world import World

LETS_GO = """
    import threading, time

    def scenario():
        lock, other = threading.{lock}(), threading.Lock()
        boxes = []

        def take():
            tries = 0
            with {held}:
                while not boxes:
                    {round}
                boxes.pop()

        def put():
            with {needed}:
                {change}

        threads = [threading.Thread(target=take), threading.Thread(target=put)]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
    """

PLAIN = {
    "lock": "Lock",
    "held": "lock",
    "needed": "lock",
    "change": "boxes.append(1)",
    "round": "lock.release(); time.sleep(0.01); lock.acquire()",
}

FINE: dict[str, dict[str, str]] = {
    "with a pause": {},
    "without a pause": {"round": "lock.release(); lock.acquire()"},
    "a lock that can be taken twice": {"lock": "RLock"},
    "counting": {"round": "tries += 1; lock.release(); lock.acquire()"},
    "two locks": {
        "held": "lock, other",
        "needed": "lock, other",
        "round": "other.release(); lock.release(); lock.acquire(); other.acquire()",
    },
}


def _explored(
    folder: Path,
    source: str,
    strategy: str,
    limit: int = 2_000,
    clock: str = ADVERSARIAL,
    schedules: int = 20,
) -> Result:
    path = folder / "program.py"
    path.write_text(textwrap.dedent(source), encoding="utf-8")
    world = World(folder)
    settings = Settings(schedules=schedules, strategy=strategy, step_limit=limit, clock=clock)
    return explore(world, lambda: world.load(path).scenario(), settings)


@pytest.mark.parametrize("strategy", STRATEGIES)
@pytest.mark.parametrize("name", FINE)
def test_who_lets_go_of_the_lock_in_each_round_does_not_spin(
    name: str, strategy: str, tmp_path: Path
) -> None:
    result = _explored(tmp_path, LETS_GO.format(**PLAIN | FINE[name]), strategy)
    assert result.verdict.name == "passed", result.verdict
    assert not result.proved


@pytest.mark.parametrize(
    "change", [{"change": "pass"}, {"round": "pass"}], ids=["nobody puts", "never lets go"]
)
def test_who_waits_for_what_cannot_come_spins(change: dict[str, str], tmp_path: Path) -> None:
    result = _explored(tmp_path, LETS_GO.format(**PLAIN | change), "default", 20_000)
    assert result.verdict.kind == "spinning", result.verdict


def test_a_cached_property_is_seen(tmp_path: Path) -> None:
    program = """
        import functools, threading
        class Shared:
            times = 0
            @functools.cached_property
            def value(self):
                self.times += 1
                return 7
        def scenario():
            shared = Shared()
            threads = [threading.Thread(target=lambda: shared.value) for _ in range(2)]
            for t in threads:
                t.start()
            for t in threads:
                t.join()
            assert shared.times == 1
        """
    result = _explored(tmp_path, program, "default")
    if sys.version_info < (3, 12):  # all objects of a class share a lock there
        assert result.verdict.name == "passed" and result.proved, result.verdict
    else:
        assert result.verdict.name == "wrong-result", result.verdict


def test_a_cached_property_is_read_where_it_is_written(tmp_path: Path) -> None:
    program = """
        import functools, threading
        class Shared:
            @functools.cached_property
            def value(self):
                return []
        def scenario():
            shared, seen = Shared(), []
            shared.value
            def forget():
                del shared.value
            thread = threading.Thread(target=forget)
            thread.start()
            seen = [shared.value, shared.value]
            thread.join()
            assert seen[0] is seen[1]
        """
    result = _explored(tmp_path, program, "default")
    assert result.verdict.name == "wrong-result", result.verdict


@pytest.mark.parametrize(
    "rounds", ["itertools.count()", "itertools.repeat(None)", "iter(over.is_set, True)"]
)
def test_a_for_loop_that_need_not_end_lets_others_go_on(rounds: str, tmp_path: Path) -> None:
    program = f"""
        import itertools, threading, time
        def scenario():
            over = threading.Event()
            threading.Timer(1, over.set).start()
            for _ in {rounds}:
                if over.is_set():
                    break
                time.sleep(0.01)
        """
    result = _explored(tmp_path, program, "default")
    assert result.verdict.name == "passed", result.verdict
    assert not result.proved


IN_EACH_ROUND = {
    "a loop of its own": "while boxes:\n    taken.append(boxes.pop())",
    "a loop of a function": "drain()",
    "a loop in a loop": "while boxes:\n    while boxes:\n        taken.append(boxes.pop())",
    "another one that polls": "while not over and not boxes:\n    pass\ndrain()",
}


@pytest.mark.parametrize("strategy", STRATEGIES)
@pytest.mark.parametrize("case", IN_EACH_ROUND)
def test_a_loop_that_polls_may_have_loops_in_its_rounds(
    case: str, strategy: str, tmp_path: Path
) -> None:
    program = f"""
import threading, time

def scenario():
    boxes, taken, over = [], [], []

    def drain():
        while boxes:
            taken.append(boxes.pop())

    def take():
        while True:
            last = bool(over)
{textwrap.indent(IN_EACH_ROUND[case], " " * 12)}
            if last:
                return
            time.sleep(0.1)

    thread = threading.Thread(target=take)
    thread.start()
    boxes.append(1)
    boxes.append(2)
    over.append(True)
    thread.join()
    assert sorted(taken) == [1, 2]
    """
    result = _explored(tmp_path, program, strategy)
    assert result.verdict.name == "passed", result.verdict


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_who_needs_the_lock_of_two_that_poll_comes_to_it(strategy: str, tmp_path: Path) -> None:
    program = """
import threading

def scenario():
    lock, boxes, tries = threading.Lock(), [], [0, 0]

    def take(number):
        while True:
            with lock:
                if boxes:
                    return boxes.pop()
                tries[number] += 1

    def put():
        for box in (1, 2):
            with lock:
                boxes.append(box)

    threads = [threading.Thread(target=take, args=(number,)) for number in (0, 1)]
    threads.append(threading.Thread(target=put))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    """
    result = _explored(tmp_path, program, strategy, limit=20_000, schedules=300)
    assert result.verdict.name == "passed", result.verdict


TRIES = {
    "a million tries": ("range(1_000_000)", "if boxes:\n    break\ntime.sleep(0.01)"),
    "without a pause": ("range(1_000_000)", "if boxes:\n    break"),
    "an iterator of its own": ("Tries()", "time.sleep(0.01)"),
}


@pytest.mark.parametrize("strategy", STRATEGIES)
@pytest.mark.parametrize("case", TRIES)
def test_who_tries_very_often_lets_others_go_on(case: str, strategy: str, tmp_path: Path) -> None:
    tries, in_each = TRIES[case]
    program = f"""
import threading, time

def scenario():
    boxes = []

    class Tries:
        def __iter__(self):
            return self

        def __next__(self):
            if boxes:
                raise StopIteration

    def take():
        for _ in {tries}:
{textwrap.indent(in_each, " " * 12)}
        boxes.pop()

    thread = threading.Thread(target=take)
    thread.start()
    boxes.append(1)
    thread.join()
    """
    result = _explored(tmp_path, program, strategy, limit=20_000)
    assert result.verdict.name == "passed", result.verdict


def test_a_for_loop_that_its_iterator_ends_does_not_wait_for_a_change(tmp_path: Path) -> None:
    program = """
        import itertools, threading
        def scenario():
            over, given_up = threading.Event(), threading.Event()
            thread = threading.Thread(target=given_up.wait)
            thread.start()
            for _ in itertools.repeat(None, 3):
                if over.is_set():
                    break
            given_up.set()
            thread.join()
        """
    result = _explored(tmp_path, program, "default")
    assert result.verdict.name == "passed", result.verdict


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_who_tries_often_with_a_lock_gives_way_without_it(strategy: str, tmp_path: Path) -> None:
    program = """
import threading, time

def scenario():
    lock, flags = threading.Lock(), [False, False]

    def is_there(wanted):
        found = False
        with lock:
            for place in range(len(flags)):
                if place == wanted:
                    found = flags[place]
        return found

    def take():
        for _ in range(1_000_000):
            if is_there(0):
                return
            time.sleep(0.01)

    def put():
        with lock:
            flags[0] = True

    threads = [threading.Thread(target=f) for f in (take, put)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    """
    result = _explored(tmp_path, program, strategy, limit=20_000, schedules=60)
    assert result.verdict.name == "passed", result.verdict


@pytest.mark.parametrize("strategy", STRATEGIES)
@pytest.mark.parametrize("tries", ["itertools.count()", "range(10**6)", "iter(int, 1)"])
def test_who_polls_without_a_pause_lets_time_pass(
    tries: str, strategy: str, tmp_path: Path
) -> None:
    program = f"""
import collections, itertools, threading, time

def scenario():
    boxes = collections.deque()

    def take():
        for _ in {tries}:
            try:
                return boxes.popleft()
            except IndexError:
                pass

    threads = [threading.Thread(target=take) for _ in range(2)]
    for thread in threads:
        thread.start()
    for box in (1, 2):
        time.sleep(60)
        boxes.append(box)
    for thread in threads:
        thread.join()
    assert time.monotonic() == 120
    """
    result = _explored(tmp_path, program, strategy, limit=20_000, clock=EXACT, schedules=3)
    assert result.verdict.name == "passed", result.verdict


BY_THE_CLOCK = {
    "a flag": ("over.append(1)", "while not over:\n    time.sleep(0.5)", 60.5),
    "a deadline": (
        "over.append(1)",
        "while time.monotonic() < 2:\n    time.sleep(min(0.5, 2 - time.monotonic()))",
        2.0,
    ),
    "what only a queue knows": (
        "work.get(); work.task_done()",
        "while work.unfinished_tasks:\n    time.sleep(0.5)",
        60.5,
    ),
}
"""By what is polled: how it changes after 60.2 seconds, the loop, and when that is over."""


@pytest.mark.parametrize("case", BY_THE_CLOCK)
def test_a_round_takes_the_time_that_it_takes(case: str, tmp_path: Path) -> None:
    change, loop, expected = BY_THE_CLOCK[case]
    source = f"""
import queue, threading, time

def scenario():
    over, work = [], queue.Queue()
    work.put(1)

    def do():
        time.sleep(60.2)
        {change}

    thread = threading.Thread(target=do)
    thread.start()
{textwrap.indent(loop, "    ")}
    assert time.monotonic() == {expected}, time.monotonic()
    thread.join()
"""
    result = _explored(tmp_path, source, "default", clock=EXACT)
    assert not result.verdict.failed, result.verdict.message
