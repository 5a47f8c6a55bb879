"""Bugs of threads of well-known kinds are found within a few schedules; their twins are proved."""

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
    within: int
    body: str


HEAD = """
import queue, random, threading
from concurrent.futures import Future, InvalidStateError, ThreadPoolExecutor

def together(*functions):
    threads = [threading.Thread(target=function) for function in functions]
    for thread in threads: thread.start()
    for thread in threads: thread.join()

def scenario():
"""

BUGS = {
    "order violation: used before it is made": Planted(
        "thread.start(); box.append('made')",
        "box.append('made'); thread.start()",
        3,
        """
        box, seen = [], []
        thread = threading.Thread(target=lambda: seen.append(box[0]))
        HERE
        thread.join()
        assert seen == ['made']
        """,
    ),
    "atomicity violation over two objects": Planted(
        "with a: accounts['a'] -= 1\\nwith b: accounts['b'] += 1",
        "with a, b: accounts['a'] -= 1; accounts['b'] += 1",
        3,
        """
        a, b, accounts = threading.Lock(), threading.Lock(), {'a': 1, 'b': 0}
        seen = []
        def move():
            HERE
        def audit():
            with a, b: seen.append(accounts['a'] + accounts['b'])
        together(move, audit)
        assert seen == [1]
        """,
    ),
    "ABA: the same head again, with another tail": Planted(
        "changed = stack['head'] is not head",
        "changed = stack['version'] != version",
        40,
        """
        lock = threading.Lock()
        tail = {'a': 'b', 'b': 'c', 'c': None}
        stack, taken = {'head': 'a', 'version': 0}, []
        def pop(pause=lambda: None):
            while True:
                with lock: head, version = stack['head'], stack['version']
                below = tail[head]
                with lock:
                    HERE
                    if not changed:
                        stack['head'] = below
                        stack['version'] += 1
                        return head
        def push(item):
            with lock:
                tail[item] = stack['head']
                stack['head'] = item
                stack['version'] += 1
        def slow(): taken.append(pop())
        def quick():
            first = pop()
            taken.append(pop())
            push(first)
        together(slow, quick)
        left, head = [], stack['head']
        while head is not None:
            left.append(head)
            head = tail[head]
        assert sorted(taken + left) == ['a', 'b', 'c']
        """,
    ),
    "readers and a writer: a reader goes in when its time is up": Planted(
        "if readers['n'] == 1: room.acquire(timeout=1)",
        "if readers['n'] == 1: room.acquire()",
        5,
        """
        room, count, readers, page = threading.Lock(), threading.Lock(), {'n': 0}, [0, 0]
        def read():
            with count:
                readers['n'] += 1
                HERE
            seen = page[0] == page[1]
            with count:
                readers['n'] -= 1
                if readers['n'] == 0 and room.locked(): room.release()
            assert seen, 'a torn page'
        def write():
            with room:
                page[0] = 1
                stop.wait(timeout=5)
                page[1] = 1
        stop = threading.Event()
        failed = []
        def careful():
            try: read()
            except AssertionError: failed.append(1)
        together(careful, write)
        assert not failed
        """,
    ),
    "double-checked locking: shown before it is ready": Planted(
        "made['it'] = one = {}; one['ready'] = True",
        "one = {'ready': True}; made['it'] = one",
        5,
        """
        made, lock, seen = {'it': None}, threading.Lock(), []
        def get():
            if made['it'] is None:
                with lock:
                    if made['it'] is None:
                        HERE
            seen.append(made['it'].get('ready'))
        together(get, get)
        assert seen == [True, True]
        """,
    ),
    "signal missed: a timeout taken for the signal": Planted(
        "ready.wait(timeout=5); seen.append(box.get('mail'))",
        "ready.wait(); seen.append(box.get('mail'))",
        3,
        """
        ready, box, seen = threading.Event(), {}, []
        def send():
            threading.Event().wait(timeout=1)
            box['mail'] = 'text'
            ready.set()
        def receive():
            HERE
        together(send, receive)
        assert seen == ['text']
        """,
    ),
    "semaphore as a mutex, given back twice": Planted(
        "finally: mutex.release(); mutex.release()",
        "finally: mutex.release()",
        20,
        """
        mutex, box = threading.Semaphore(1), {'n': 0}
        def add():
            mutex.acquire()
            try: box['n'] += 1
            HERE
        together(add, add, add)
        assert box['n'] == 3
        """,
    ),
    "barrier used again by one who was not waited for": Planted(
        "parties = 2",
        "parties = 3",
        30,
        """
        HERE
        barrier, come, seen = threading.Barrier(parties), [], []
        def runner():
            come.append(1)
            barrier.wait()
            seen.append(len(come))
        def late():
            come.append(1)
            if parties == 3: barrier.wait()
        together(runner, runner, late)
        assert seen == [3, 3]
        """,
    ),
    "one condition for two predicates": Planted(
        "changed.notify()",
        "changed.notify_all()",
        10,
        """
        changed, room = threading.Condition(), []
        def put():
            with changed:
                while room: changed.wait()
                room.append(1)
                HERE
        def take():
            with changed:
                while not room: changed.wait()
                room.pop()
                HERE
        together(take, take, put, put)
        """,
    ),
    "future cancelled while it is being done": Planted(
        "future.set_result(1)",
        "if future.set_running_or_notify_cancel(): future.set_result(1)",
        5,
        """
        future, failed = Future(), []
        def work():
            try:
                HERE
            except InvalidStateError: failed.append(1)
        together(work, future.cancel)
        assert not failed
        """,
    ),
    "one call that changes two objects": Planted(
        "dice.shuffle(rows)",
        "with lock: dice.shuffle(rows)",
        60,
        """
        dice, rows, lock, seen = random.Random(1), [1, 2, 3], threading.Lock(), []
        def change():
            HERE
        def look():
            with lock: seen.append((rows[0], rows[0]))
        together(change, look)
        assert seen[0][0] == seen[0][1]
        """,
    ),
}


def program(bug: Planted, line: str) -> str:
    """*bug* with *line* in its place."""
    lines = []
    for each in dedent(bug.body).splitlines():
        space = each[: len(each) - len(each.lstrip())]
        lines.append(each.replace("HERE", line.replace("\\n", f"\n{space}")))
    return HEAD + indent("\n".join(lines), "    ")


@pytest.mark.parametrize("name", BUGS)
def test_the_bug_is_found_soon(name: str, explored: Callable[..., Result]) -> None:
    bug = BUGS[name]
    result = explored(program(bug, bug.wrong))
    assert result.verdict.failed
    assert result.schedules <= bug.within


@pytest.mark.parametrize("name", BUGS)
def test_its_twin_is_proved(name: str, explored: Callable[..., Result]) -> None:
    bug = BUGS[name]
    result = explored(program(bug, bug.right))
    assert not result.verdict.failed, result.verdict
    assert result.proved
