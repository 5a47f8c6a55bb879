"""Data races: reported where nothing orders two accesses, and never where something does."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import dedent

import pytest

from treadle.story import as_json, tell
from treadle.verdict import Result

BEGIN = """
import queue, threading, time
from concurrent.futures import ThreadPoolExecutor

class Box:
    def __init__(self): self.value = 0

def start(*functions):
    threads = [threading.Thread(target=f, name=f.__name__) for f in functions]
    for thread in threads: thread.start()
    return threads

def together(*functions):
    for thread in start(*functions): thread.join()
"""

RACY = {
    "two writes": """
        def scenario():
            box = Box()
            def one(): box.value = 1
            def two(): box.value = 2
            together(one, two)
        """,
    "a read and a write under two locks": """
        def scenario():
            box, a, b = Box(), threading.Lock(), threading.Lock()
            def one():
                with a: box.value = 1
            def two():
                with b: return box.value
            together(one, two)
        """,
    "a read before the join": """
        def scenario():
            box = Box()
            def one(): box.value = 1
            thread, = start(one)
            seen = box.value
            thread.join()
        """,
    "an item of a dict": """
        def scenario():
            stock = {"apples": 1}
            def one(): stock["apples"] = 2
            def two(): return stock["apples"]
            together(one, two)
        """,
    "an item, and the whole of the dict": """
        def scenario():
            stock = {"apples": 1}
            def one(): stock["apples"] = 2
            def two(): return list(stock.items())
            together(one, two)
        """,
    "a global": """
        total = 0
        def scenario():
            def one():
                global total
                total = 1
            def two(): return total
            together(one, two)
        """,
    "a variable of the enclosing function": """
        def scenario():
            total = 0
            def one():
                nonlocal total
                total = 1
            def two(): return total
            together(one, two)
        """,
    "an event that is set too early": """
        def scenario():
            box, done = Box(), threading.Event()
            def one():
                done.set()
                box.value = 1
            def two():
                done.wait()
                return box.value
            together(one, two)
        """,
    "an event whose wait may be in vain": """
        def scenario():
            box, done = Box(), threading.Event()
            def one():
                box.value = 1
                time.sleep(1)
                done.set()
            def two():
                done.wait(0.5)
                return box.value
            together(one, two)
        """,
    "a flag of one's own": """
        def scenario():
            box = Box()
            def one(): box.value = 1
            def two():
                while box.value == 0: time.sleep(1)
            together(one, two)
        """,
    "two permits": """
        def scenario():
            box, places = Box(), threading.Semaphore(2)
            def one():
                with places: box.value = 1
            def two():
                with places: box.value = 2
            together(one, two)
        """,
    "a change after the item was put": """
        def scenario():
            items = queue.SimpleQueue()
            def one():
                box = Box()
                items.put(box)
                box.value = 1
            def two(): return items.get().value
            together(one, two)
        """,
    "the item put first orders nothing that came after it": """
        def scenario():
            box, items = Box(), queue.SimpleQueue()
            def one():
                items.put(1)
                box.value = 1
                items.put(2)
            def two():
                items.get()
                return box.value
            together(one, two)
        """,
    "a try that fails": """
        def scenario():
            box, lock = Box(), threading.Lock()
            def one():
                with lock: box.value = 1
            def two():
                if not lock.acquire(blocking=False): return box.value
                lock.release()
            together(one, two)
        """,
}

ORDERED = {
    "a lock": """
        def scenario():
            box, lock = Box(), threading.Lock()
            def one():
                with lock: box.value += 1
            together(one, one)
        """,
    "a lock that is tried": """
        def scenario():
            box, lock = Box(), threading.Lock()
            def one():
                if lock.acquire(blocking=False):
                    box.value += 1
                    lock.release()
            together(one, one)
        """,
    "a lock taken twice": """
        def scenario():
            box, lock = Box(), threading.RLock()
            def one():
                with lock:
                    with lock: box.value += 1
                    box.value += 1
            together(one, one)
        """,
    "a lock with a time limit": """
        def scenario():
            box, lock = Box(), threading.Lock()
            def one():
                if lock.acquire(timeout=1):
                    box.value += 1
                    time.sleep(5)
                    lock.release()
            together(one, one)
        """,
    "a lock that another thread gives back": """
        def scenario():
            box, lock = Box(), threading.Lock()
            lock.acquire()
            def one():
                box.value = 1
                lock.release()
            def two():
                lock.acquire()
                return box.value
            together(one, two)
        """,
    "start and join": """
        def scenario():
            box = Box()
            def one(): box.value = 1
            def two(): box.value += 1
            other = start(lambda: None)
            box.value = 5
            together(one)
            together(two)
            assert box.value == 2
            other[0].join()
        """,
    "a thread that is no longer alive": """
        def scenario():
            box = Box()
            def one(): box.value = 1
            thread, = start(one)
            while thread.is_alive(): time.sleep(1)
            assert box.value == 1
        """,
    "a permit": """
        def scenario():
            box, places = Box(), threading.Semaphore(1)
            def one():
                with places: box.value += 1
            together(one, one)
        """,
    "an event": """
        def scenario():
            box, done = Box(), threading.Event()
            def one():
                box.value = 1
                done.set()
            def two():
                done.wait()
                return box.value
            def three():
                if done.is_set(): return box.value
            together(one, two, three)
        """,
    "an item of a queue": """
        def scenario():
            for items in (queue.Queue(), queue.SimpleQueue()):
                def one():
                    box = Box()
                    box.value = 1
                    items.put(box)
                def two(): items.get().value += 1
                together(one, two)
        """,
    "a condition": """
        def scenario():
            box, changed = Box(), threading.Condition()
            def one():
                with changed:
                    box.value = 1
                    changed.notify()
            def two():
                with changed:
                    while not box.value: changed.wait()
            together(one, two)
        """,
    "a barrier": """
        def scenario():
            boxes, barrier = [Box(), Box()], threading.Barrier(2)
            def one():
                boxes[0].value = 1
                barrier.wait()
                return boxes[1].value
            def two():
                boxes[1].value = 1
                barrier.wait()
                return boxes[0].value
            together(one, two)
        """,
    "the result of a pool": """
        def scenario():
            box = Box()
            def one():
                box.value = 1
                return box
            with ThreadPoolExecutor(2) as pool:
                assert pool.submit(one).result().value == 1
        """,
    "what one call does to a list is atomic": """
        def scenario():
            items = []
            def one(): items.append(1)
            def two(): items.extend([2, 3])
            together(one, two)
            assert len(items) == 3
        """,
    "two items of one list": """
        def scenario():
            items = [0, 0]
            def one(): items[0] = 1
            def two(): items[1] = 1
            together(one, two)
        """,
    "reads": """
        def scenario():
            box = Box()
            box.value = 1
            def one(): return box.value
            together(one, one)
            box.value = 2
        """,
}


@pytest.mark.parametrize("name", RACY)
def test_what_nothing_orders_is_a_data_race(name: str, explored: Callable[..., Result]) -> None:
    result = explored(BEGIN + dedent(RACY[name]), races=True)
    assert (result.verdict.name, result.verdict.kind) == ("data-race", "data race")
    assert explored(BEGIN + dedent(RACY[name])).verdict.name == "passed"


@pytest.mark.parametrize("name", ORDERED)
def test_what_is_ordered_is_none(name: str, explored: Callable[..., Result]) -> None:
    result = explored(BEGIN + dedent(ORDERED[name]), races=True)
    assert (result.verdict.name, result.verdict.message) == ("passed", "")


@pytest.mark.parametrize("name", RACY)
def test_random_walk_agrees(name: str, explored: Callable[..., Result]) -> None:
    result = explored(BEGIN + dedent(RACY[name]), races=True, strategy="random")
    assert result.verdict.name == "data-race"


def test_both_accesses_both_stacks_and_what_would_order_them(
    explored: Callable[..., Result],
) -> None:
    source = """
        import threading

        class Account:
            def __init__(self):
                self.lock = threading.Lock()
                self.balance = 100

            def deposit(self, amount):
                with self.lock:
                    self._add(amount)

            def _add(self, amount):
                self.balance += amount

        def scenario():
            account = Account()
            ann = threading.Thread(target=account.deposit, args=(10,), name="ann")
            ann.start()
            seen = account.balance
            ann.join()
        """
    result = explored(source, races=True)
    race = as_json(result)["race"]
    main, ann = race["accesses"]
    assert (main["thread"], main["action"], main["target"]) == ("main", "read", "balance")
    assert (main["held"], [line["at"] for line in main["stack"]]) == ([], ["program.py:20"])
    assert (ann["thread"], ann["action"], ann["held"]) == ("ann", "write", ["lock"])
    assert [line["at"] for line in ann["stack"]] == ["program.py:14", "program.py:11"]
    assert race["would_order"] == [
        "a lock held by both: ann holds lock at program.py:14, main does not at program.py:20",
        "waiting for ann to end, by join(), before main reads balance at program.py:20",
    ]
    assert "program.py:14  self.balance += amount" in tell(result)
