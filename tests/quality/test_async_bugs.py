"""Bugs planted in coroutines are found within a few schedules; their twins without are proved."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import dedent, indent
from typing import NamedTuple

import pytest

from treadle.verdict import Result


class Planted(NamedTuple):
    """A program, the line of it that is wrong, and what should stand there."""

    wrong: str
    right: str
    kind: str
    within: int
    body: str


BUGS = {
    "update across an await": Planted(
        "value = box['value']; await asyncio.sleep(1); box['value'] = value + 1",
        "await asyncio.sleep(1); box['value'] += 1",
        "lost update",
        5,
        """
        box = {'value': 0}
        async def add():
            HERE
        await asyncio.gather(add(), add())
        assert box['value'] == 2
        """,
    ),
    "cache stampede": Planted(
        "if not cache:",
        "async with lock:\n  if not cache:",
        "",
        5,
        """
        cache, loads, lock = {}, [], asyncio.Lock()
        async def get():
            HERE
                loads.append(1)
                await asyncio.sleep(1)
                cache['page'] = 'text'
        await asyncio.gather(get(), get())
        assert len(loads) == 1
        """,
    ),
    "answers in the order of arrival": Planted(
        "found.append(number)",
        "found[:] = sorted([*found, number])",
        "",
        5,
        """
        found = []
        async def ask(number):
            await asyncio.sleep(1)
            HERE
        await asyncio.gather(ask(1), ask(2))
        assert found == [1, 2]
        """,
    ),
    "locks in two orders": Planted(
        "orders = [(a, b), (b, a)]",
        "orders = [(a, b), (a, b)]",
        "lock cycle",
        5,
        """
        a, b = asyncio.Lock(), asyncio.Lock()
        HERE
        async def move(first, second):
            async with first:
                await asyncio.sleep(1)
                async with second:
                    pass
        await asyncio.gather(*(move(*order) for order in orders))
        """,
    ),
    "event cleared too late": Planted(
        "await asyncio.sleep(1); ready.clear(); await ready.wait()",
        "await asyncio.sleep(1); await ready.wait()",
        "missed pulse",
        10,
        """
        ready = asyncio.Event()
        async def wait():
            HERE
        async def signal():
            await asyncio.sleep(1)
            ready.set()
        await asyncio.gather(wait(), signal())
        """,
    ),
    "cleaning up that a cancellation skips": Planted(
        "await asyncio.sleep(1); busy.pop()",
        "try:\n    await asyncio.sleep(1)\nfinally:\n    busy.pop()",
        "",
        5,
        """
        busy = []
        async def work():
            busy.append(1)
            HERE
        try:
            async with asyncio.timeout(5):
                await work()
        except TimeoutError:
            pass
        assert not busy
        """,
    ),
    "time limit that is not taken back in time": Planted(
        "pass",
        "limit.reschedule(None)",
        "",
        5,
        """
        done = []
        try:
            async with asyncio.timeout(1) as limit:
                HERE
                await asyncio.sleep(5)
                done.append(1)
        except TimeoutError:
            pass
        assert done
        """,
    ),
    "permit not given back when cancelled": Planted(
        "await gate.acquire(); await asyncio.sleep(1); gate.release()",
        "async with gate: await asyncio.sleep(1)",
        "permit leak",
        10,
        """
        gate = asyncio.Semaphore(1)
        async def work():
            HERE
        try:
            async with asyncio.timeout(5):
                await work()
        except TimeoutError:
            pass
        await work()
        """,
    ),
    "background work that nobody awaits": Planted(
        "asyncio.create_task(save())",
        "await asyncio.create_task(save())",
        "cut short",
        5,
        """
        async def save():
            await asyncio.sleep(1)
        HERE
        await asyncio.sleep(1)
        """,
    ),
    "state shared with a thread": Planted(
        "lock = contextlib.nullcontext()",
        "lock = threading.Lock()",
        "lost update",
        50,
        """
        box = {'value': 0}
        HERE
        def add():
            with lock:
                value = box['value']
                box['value'] = value + 1
        loop = asyncio.get_running_loop()
        thread = threading.Thread(target=add)
        thread.start()
        add()
        thread.join()
        assert box['value'] == 2
        """,
    ),
    "event set from another thread": Planted(
        "ready.set()",
        "loop.call_soon_threadsafe(ready.set)",
        "loop not woken",
        3,
        """
        loop, ready = asyncio.get_running_loop(), asyncio.Event()
        def work():
            HERE
        thread = threading.Thread(target=work)
        thread.start()
        await ready.wait()
        thread.join()
        """,
    ),
    "item put from a thread while the loop is at work": Planted(
        "items.put_nowait(1)",
        "loop.call_soon_threadsafe(items.put_nowait, 1)",
        "loop not woken",
        20,
        """
        loop, items = asyncio.get_running_loop(), asyncio.Queue()
        def work():
            HERE
        thread = threading.Thread(target=work)
        thread.start()
        await asyncio.sleep(0)
        assert await items.get() == 1
        thread.join()
        """,
    ),
    "lock of asyncio shared by the loops of two threads": Planted(
        "lock = asyncio.Lock()",
        "lock = contextlib.nullcontext()",
        "loop not woken",
        3,
        """
        HERE
        async def work():
            async with lock:
                box['value'] = box.get('value')
        box = {}
        thread = threading.Thread(target=lambda: asyncio.run(work()))
        thread.start()
        await work()
        thread.join()
        """,
    ),
}


def program(bug: Planted, line: str) -> str:
    """*bug* with *line* in its place."""
    lines = []
    for each in dedent(bug.body).splitlines():
        space = each[: len(each) - len(each.lstrip())]
        lines.append(each.replace("HERE", line.replace("\n", f"\n{space}")))
    head = "import asyncio, contextlib, threading\nasync def scenario():\n"
    return head + indent("\n".join(lines), "    ")


@pytest.mark.parametrize("name", BUGS)
def test_the_bug_is_found_soon(name: str, explored: Callable[..., Result]) -> None:
    bug = BUGS[name]
    result = explored(program(bug, bug.wrong))
    assert result.verdict.failed
    assert result.schedules <= bug.within
    if bug.kind:
        assert result.verdict.kind == bug.kind


@pytest.mark.parametrize("name", BUGS)
def test_its_twin_is_proved(name: str, explored: Callable[..., Result]) -> None:
    bug = BUGS[name]
    result = explored(program(bug, bug.right))
    assert not result.verdict.failed, result.verdict
    assert result.proved
