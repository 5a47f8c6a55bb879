"""Every verdict there is, each from a program that earns it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from treadle.search.strategies import SAMPLERS
from treadle.verdict import Result

THREADS = """
import queue, threading, time

def together(*functions):
    threads = [threading.Thread(target=f, name=f.__name__) for f in functions]
    for thread in threads: thread.start()
    for thread in threads: thread.join()

"""

FAILING = {
    "a lost update": (
        "wrong-result",
        """
        class Box: value = 0
        def scenario():
            box = Box()
            def add(): box.value += 1
            together(add, add)
            assert box.value == 2
        """,
    ),
    "a class variable that an instance hides": (
        "wrong-result",
        """
        class Box: value = 0
        def scenario():
            box, seen = Box(), []
            def look(): seen.append(box.value)
            def write(): box.value = 1
            together(write, look)
            assert seen == [1]
        """,
    ),
    "a list that grows between two looks": (
        "wrong-result",
        """
        def scenario():
            items = []
            def grow():
                global_items = items
                global_items += [1]
            def look():
                assert len(items) == len(items)
            together(look, grow)
        """,
    ),
    "an exception nobody hears of": (
        "exception",
        """
        def scenario():
            def fail(): raise ValueError("unheard")
            together(fail)
        """,
    ),
    "two locks in two orders": (
        "deadlock",
        """
        def scenario():
            a, b = threading.Lock(), threading.Lock()
            def one():
                with a, b: pass
            def two():
                with b, a: pass
            together(one, two)
        """,
    ),
    "a lock taken twice by one thread": (
        "deadlock",
        """
        def scenario():
            lock = threading.Lock()
            lock.acquire()
            lock.acquire()
        """,
    ),
    "a notification that comes too early": (
        "deadlock",
        """
        def scenario():
            changed = threading.Condition()
            def wait():
                with changed: changed.wait()
            def tell():
                with changed: changed.notify()
            together(wait, tell)
        """,
    ),
    "a thread that waits when the program is over": (
        "thread-left-running",
        """
        def scenario():
            threading.Thread(target=threading.Event().wait).start()
        """,
    ),
    "a loop without end": ("no-progress", "def scenario():\n    while True: pass"),
    "a thread that polls for what nobody does": (
        "no-progress",
        """
        def scenario():
            state = {"ready": False}
            def poll():
                while not state["ready"]: time.sleep(1)
            together(poll)
        """,
    ),
    "two threads that make way for each other for ever": (
        "no-progress",
        """
        def scenario():
            turn = [0]
            def play(me):
                while True:
                    if turn[0] == me: turn[0] = 1 - me
            def ping(): play(0)
            def pong(): play(1)
            together(ping, pong)
        """,
    ),
    "sys.exit": ("exception", "def scenario():\n    import sys\n    sys.exit(3)"),
    "os._exit": ("exception", "def scenario():\n    import os\n    os._exit(0)"),
    "os.fork": ("uncontrolled-block", "def scenario():\n    import os\n    os.fork()"),
    "endless recursion": (
        "exception",
        """
        def scenario():
            def deeper(): deeper()
            together(deeper)
        """,
    ),
    "a thread that refuses to end": (
        "thread-left-running",
        """
        def scenario():
            event = threading.Event()
            def stubborn():
                while True:
                    try: event.wait()
                    except BaseException: pass
            threading.Thread(target=stubborn).start()
        """,
    ),
    "a wait with a time limit that is shorter than somebody's sleep": (
        "wrong-result",
        """
        def scenario():
            done = []
            def work():
                time.sleep(0.1)
                done.append(1)
            worker = threading.Thread(target=work)
            worker.start()
            worker.join(timeout=60)
            assert done
        """,
    ),
    "releasing what is not held": (
        "exception",
        "def scenario():\n    threading.Lock().release()",
    ),
    "a negative sleep": ("exception", "def scenario():\n    time.sleep(-1)"),
}

PASSING = {
    "a lock": """
        class Box: value = 0
        def scenario():
            box, lock = Box(), threading.Lock()
            def add():
                with lock: box.value += 1
            together(add, add, add)
            assert box.value == 3
        """,
    "a queue with a sentinel": """
        def scenario():
            items, got = queue.Queue(1), []
            def produce():
                for item in (1, 2, None): items.put(item)
            def consume():
                while (item := items.get()) is not None: got.append(item)
            together(produce, consume)
            assert got == [1, 2]
        """,
    "a thread pool": """
        from concurrent.futures import ThreadPoolExecutor
        def scenario():
            with ThreadPoolExecutor(2) as pool:
                assert list(pool.map(abs, [-1, -2])) == [1, 2]
        """,
    "logging": """
        import logging
        def scenario():
            lines = []
            class Keep(logging.Handler):
                def emit(self, record): lines.append(record.getMessage())
            log = logging.getLogger("kept")
            log.addHandler(Keep())
            def warn(): log.warning("once")
            together(warn, warn)
            assert lines == ["once", "once"]
        """,
    "polling that ends": """
        def scenario():
            state = {"ready": False}
            def poll():
                while not state["ready"]: time.sleep(1)
            def tell(): state["ready"] = True
            together(poll, tell)
        """,
    "polling a flag under a lock": """
        def scenario():
            lock, state = threading.Lock(), {"ready": False}
            def poll():
                while True:
                    with lock:
                        if state["ready"]: return
                    time.sleep(0.1)
            def tell():
                with lock: state["ready"] = True
            together(poll, tell)
        """,
    "polling a queue": """
        def scenario():
            items = queue.Queue()
            def poll():
                while True:
                    try: return items.get_nowait()
                    except queue.Empty: time.sleep(0.1)
            def tell(): items.put(1)
            together(poll, tell)
        """,
    "waiting for the clock": """
        def scenario():
            def wait():
                end = time.monotonic() + 5
                while time.monotonic() < end: pass
            together(wait)
        """,
    "a barrier, an event, a semaphore, a timer, a local": """
        def scenario():
            barrier, event, places = threading.Barrier(2), threading.Event(), threading.Semaphore(1)
            mine = threading.local()
            def first():
                mine.name = "first"
                barrier.wait()
                event.set()
                with places: assert mine.name == "first"
            def second():
                barrier.wait()
                event.wait()
                with places: assert not hasattr(mine, "name")
            timer = threading.Timer(3600, event.set)
            timer.start()
            together(first, second)
            timer.cancel()
            timer.join()
        """,
    "polling a condition that nobody notifies": """
        def scenario():
            changed, items = threading.Condition(), [1]
            def put():
                with changed:
                    while items: changed.wait(timeout=0.1)
                    items.append(2)
            def take_two():
                with changed: items.pop()
                with changed:
                    while not items: changed.wait(timeout=0.1)
                    items.pop()
            together(put, take_two)
            assert not items
        """,
}


@pytest.mark.parametrize("name", FAILING)
def test_what_is_wrong_gets_its_verdict(name: str, explored: Callable[..., Result]) -> None:
    verdict, source = FAILING[name]
    result = explored(THREADS + _dedented(source))
    assert (result.verdict.name, result.verdict.message) == (verdict, result.verdict.message)
    assert result.verdict.message
    assert not result.proved


@pytest.mark.parametrize("name", PASSING)
def test_what_is_right_is_proved(name: str, explored: Callable[..., Result]) -> None:
    result = explored(THREADS + _dedented(PASSING[name]), schedules=5_000)
    assert result.verdict.name == "passed", result.verdict
    # Rounds of polling that are left out may have been seen to hold a lock.
    assert result.proved or name.startswith("polling a")


@pytest.mark.parametrize("strategy", SAMPLERS)
@pytest.mark.parametrize("name", [n for n in FAILING if "refuses" not in n])
def test_samplers_agree(name: str, strategy: str, explored: Callable[..., Result]) -> None:
    verdict, source = FAILING[name]
    assert explored(THREADS + _dedented(source), strategy=strategy).verdict.name == verdict


def test_the_exact_clock_measures(explored: Callable[..., Result]) -> None:
    source = """
        def scenario():
            begun = time.monotonic()
            def nap(): time.sleep(0.5)
            together(nap, nap, nap)
            assert time.monotonic() - begun == 0.5
        """
    assert explored(THREADS + _dedented(source), clock="exact").proved
    assert explored(THREADS + _dedented(source)).verdict.name == "wrong-result"


def test_keep_going_counts(explored: Callable[..., Result]) -> None:
    _, source = FAILING["a lost update"]
    result = explored(THREADS + _dedented(source), keep_going=True)
    assert 0 < result.failures < result.schedules
    assert result.proved


def test_state_does_not_reach_the_next_execution(explored: Callable[..., Result]) -> None:
    source = """
        seen = []
        def scenario():
            def look(): seen.append(1)
            together(look, look)
            assert len(seen) == 2
        """
    assert explored(THREADS + _dedented(source)).proved


def _dedented(source: str) -> str:
    from textwrap import dedent

    return dedent(source)


def test_what_a_thread_has_not_set_in_its_local_is_the_programs_mistake(
    explored: Callable[..., Result],
) -> None:
    result = explored(
        """
        import threading
        own = threading.local()
        own.name = "main"
        def scenario():
            thread = threading.Thread(target=lambda: own.name)
            thread.start()
            thread.join()
        """
    )
    assert (result.verdict.name, result.verdict.kind) == (
        "exception",
        "exception in a thread",
    )
    assert result.verdict.message.endswith(
        "AttributeError: 'local' object has no attribute 'name' (another thread has set it, but "
        "each thread has its own attributes there), and nobody was told"
    )
