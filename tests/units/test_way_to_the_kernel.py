"""No way leads from the objects that a program gets to what decides which thread goes on."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from pathlib import Path
from types import BuiltinFunctionType, CodeType, FunctionType, MethodType, ModuleType
from typing import Any

import pytest
from greenlet import greenlet

from grader.policy.words import ALL_OF_IT, ASIDE, INSIDE, MODULES, OURS
from treadle.clocks import EXACT
from treadle.exploration import explore
from treadle.kernel import Execution
from treadle.recorder import Recorder
from treadle.settings import Settings
from treadle.state import State
from treadle.virtual_thread import VirtualThread
from treadle.world import World
from treadle.world.locks import Lock
from treadle.world.threads import Thread

PROGRAM = """
import _thread, asyncio, concurrent.futures, functools, queue, threading, time

def background(target):
    thread = threading.Thread(target=target, daemon=True)
    thread.start()
    return thread

def have_all_looked_at(look):
    lock, deep, condition = threading.Lock(), threading.RLock(), threading.Condition()
    event, semaphore, barrier = threading.Event(), threading.Semaphore(0), threading.Barrier(2)
    long_queue, simple = queue.Queue(), queue.SimpleQueue()
    raw, own, timer = _thread.allocate_lock(), threading.local(), threading.Timer(1, print)
    own.value = 1
    lock.acquire(), deep.acquire(), raw.acquire()

    def wait():
        with condition:
            condition.wait()

    waiting = [wait, event.wait, semaphore.acquire, barrier.wait, long_queue.get, simple.get]
    threads = [background(each) for each in waiting]
    timer.daemon = True
    timer.start()
    pool = concurrent.futures.ThreadPoolExecutor(1)
    future = pool.submit(len, "")
    future.result()
    time.sleep(1)

    class Kept:
        @functools.cached_property
        def part(self): return 1

    kept = functools.lru_cache(len)
    kept("")
    look(
        lock, deep, condition, event, semaphore, barrier, long_queue, simple, raw, own, timer,
        threads, pool, future, Kept, kept, threading.current_thread(), threading.main_thread(),
        threading.enumerate(), deep._release_save(), threading, _thread, time, queue, functools,
    )

    async def main():
        event, waiting = asyncio.Event(), asyncio.Queue()
        tasks = [asyncio.create_task(event.wait()), asyncio.create_task(waiting.get())]
        lock = asyncio.Lock()
        await lock.acquire()
        loop = asyncio.get_running_loop()
        later = loop.call_later(1, print)
        await asyncio.to_thread(len, "")
        look(event, waiting, tasks, lock, loop, later, asyncio.current_task(), asyncio)
        for task in tasks:
            task.cancel()

    asyncio.run(main())
"""

KERNEL = (Execution, VirtualThread, State, World, Recorder, greenlet)
LEAVES = (str, bytes, int, float, type(None), CodeType, FunctionType, BuiltinFunctionType)
FORBIDDEN = INSIDE | ASIDE | MODULES | {*ALL_OF_IT}
DEPTH = 4


def parts(one: Any) -> Iterator[tuple[str, Any]]:
    """What a program that the policy lets through gets from *one*, which may be a `__dict__`."""
    if isinstance(one, dict):
        yield from (("a key", key) for key in one)
        yield from ((f"[{key!r}]", value) for key, value in one.items())
    elif isinstance(one, list | tuple | set | frozenset | deque):
        yield from ((f"[{index}]", item) for index, item in enumerate(one))
    elif not isinstance(one, MethodType):
        yield from (
            {} if isinstance(one, type | ModuleType) else getattr(one, "__dict__", {}).items()
        )
        for name in getattr(one, "__all__", dir(one)):
            if name not in FORBIDDEN and OURS not in name and not name.startswith("__"):
                try:
                    yield f".{name}", getattr(one, name)
                except Exception:  # a program would not get it, either
                    continue


def ways(found: Any) -> list[str]:
    """The ways from *found* into the kernel."""
    seen: dict[int, Any] = {}
    todo = deque([("", found)])
    into = []
    while todo:
        way, one = todo.popleft()
        if isinstance(one, KERNEL):
            into.append(f"{way}: {type(one).__name__}")
        elif id(one) not in seen and not isinstance(one, LEAVES) and way.count("\n") <= DEPTH:
            seen[id(one)] = one
            todo.extend((f"{way}\n{step}", part) for step, part in parts(one))
    return into


def test_nothing_that_a_program_gets_leads_into_the_kernel(tmp_path: Path) -> None:
    path = tmp_path / "program.py"
    path.write_text(PROGRAM, encoding="utf-8")
    world = World(tmp_path)
    looked: list[int] = []

    def look(*objects: object) -> None:
        looked.append(len(objects))
        assert not ways(list(objects))

    settings = Settings(schedules=1, clock=EXACT)
    result = explore(world, lambda: world.load(path).have_all_looked_at(look), settings)
    assert result.verdict.name == "passed", result.verdict
    assert looked == [25, 8]


def test_the_ways_are_found_where_there_are_some() -> None:
    class Known:
        held = VirtualThread(0, "main", daemon=False)

    assert ways([{"known": Known()}]) == ["\n[0]\n['known']\n.held: VirtualThread"]


@pytest.mark.parametrize("kind", [Thread, Lock])
def test_what_leads_there_is_not_in_the_dict_of_an_object(kind: type) -> None:
    ours = [name for base in kind.__mro__ for name in base.__dict__ if OURS in name]
    assert ours
    assert not {name for name in ours if name.startswith("__")}


def test_what_the_class_of_a_thread_shows_cannot_be_changed(tmp_path: Path) -> None:
    path = tmp_path / "program.py"
    path.write_text(
        "import threading\n"
        "def space(of):\n"
        "    return of.__dict__\n"
        "def scenario():\n"
        "    space(threading.Thread)['start'] = None\n",
        encoding="utf-8",
    )
    world = World(tmp_path)
    result = explore(world, lambda: world.load(path).scenario(), Settings(schedules=1))
    assert "TypeError: 'mappingproxy' object" in result.verdict.message


@pytest.mark.parametrize("method", ["[].append", "list.append"])
def test_the_class_of_a_method_that_is_kept_shows_that_it_can_be_called(
    method: str, tmp_path: Path
) -> None:
    path = tmp_path / "program.py"
    path.write_text(
        "def space(of):\n"
        "    return of.__dict__\n"
        "def scenario():\n"
        f"    kept = {method}\n"
        "    assert any('__call__' in space(base) for base in type(kept).__mro__)\n",
        encoding="utf-8",
    )
    world = World(tmp_path)
    result = explore(world, lambda: world.load(path).scenario(), Settings(schedules=1))
    assert result.verdict.name == "passed", result.verdict
