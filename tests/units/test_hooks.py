"""What takes Python more than one step, and is announced as so many."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType

import pytest

from treadle.hooks import containers, generators
from treadle.verdict import Result

MADE_IN_STEPS = {
    "threading.Event": True,
    "threading.RLock": True,
    "threading.Lock": False,
    "list": False,
    "functools.partial(collections.deque, maxlen=3)": False,
    "lambda: []": True,
    "Plain": False,
    "Careful": True,
}
"""What a defaultdict may call, and whether others may run while it does."""


@pytest.mark.parametrize("factory", MADE_IN_STEPS)
def test_what_a_defaultdict_makes_is_there_only_when_it_is_made(
    factory: str, explored: Callable[..., Result]
) -> None:
    result = explored(
        f"""
        import collections, functools, threading
        class Plain: pass
        class Careful:
            def __init__(self): self.made = True
        def scenario():
            made = collections.defaultdict({factory})
            seen = []
            threads = [threading.Thread(target=lambda: seen.append(made["it"])) for _ in range(2)]
            for t in threads: t.start()
            for t in threads: t.join()
            assert seen[0] is seen[1]
            assert made["it"] in seen
        """
    )
    if MADE_IN_STEPS[factory]:
        assert result.verdict.name == "wrong-result"
    else:
        assert result.proved, result.verdict


@pytest.mark.parametrize("guard", ["threading.Lock()", "nullcontext()"])
def test_in_the_midst_of_a_method_of_the_library_others_may_come(
    guard: str, explored: Callable[..., Result]
) -> None:
    result = explored(
        f"""
        import threading
        from contextlib import ExitStack, nullcontext
        def scenario():
            closed, guard, stack = [], {guard}, ExitStack()
            stack.callback(closed.append, 1)
            def close():
                with guard:
                    if not closed: stack.close()
            threads = [threading.Thread(target=close) for _ in range(2)]
            for t in threads: t.start()
            for t in threads: t.join()
            assert closed == [1]
        """
    )
    assert not result.verdict.failed
    assert result.proved == (guard == "threading.Lock()")


LIBRARY = {
    "shared.setdefault('a', [])": ("collections.UserDict()", False),
    "shared.update(a=1)": ("collections.UserDict()", False),
    "shared['a'] = 1": ("collections.UserDict()", True),
    "shared.subtract({'a': 1})": ("collections.Counter(a=2)", False),
    "shared.update('a')": ("collections.Counter()", False),
    "shared.total(), shared.clear()": ("collections.Counter(a=2)", True),
    "box[0] += collections.Counter(a=1)": ("collections.Counter()", False),
    "shared + collections.Counter(a=1), shared.clear()": ("collections.Counter(a=1)", False),
    "next(shared)": ("heapq.merge([1, 2], [3])", False),
}
"""What a program does with something of the library, and whether that is one step in Python."""


@pytest.mark.parametrize("guard", ["threading.Lock()", "nullcontext()"])
@pytest.mark.parametrize("action", LIBRARY)
def test_what_code_of_the_library_does_in_steps_is_not_proved_where_others_race_with_it(
    action: str, guard: str, explored: Callable[..., Result]
) -> None:
    made, at_once = LIBRARY[action]
    result = explored(
        f"""
        import collections, heapq, threading
        from contextlib import nullcontext
        def scenario():
            guard, shared = {guard}, {made}
            box = [shared]
            def work():
                with guard:
                    {action}
            threads = [threading.Thread(target=work) for _ in range(2)]
            for t in threads: t.start()
            for t in threads: t.join()
        """
    )
    assert not result.verdict.failed
    assert result.proved == (at_once or guard == "threading.Lock()")


def test_a_queue_that_is_looked_into_beside_its_methods_is_not_proved(
    explored: Callable[..., Result],
) -> None:
    program = """
        import queue, threading
        def scenario():
            tasks, seen = queue.Queue(), []
            def look():
                {look}
            threads = [threading.Thread(target=f) for f in (look, lambda: tasks.put(1))]
            for t in threads: t.start()
            for t in threads: t.join()
            assert len(seen) == tasks.unfinished_tasks == len(tasks.queue) == 1
        """
    length = "seen.append(len(tasks.queue))"
    assert not explored(program.format(look=length)).proved
    assert explored(program.format(look=f"with tasks.mutex: {length}")).proved


def test_a_zip_that_goes_on_when_one_has_ended_is_looked_into(
    explored: Callable[..., Result],
) -> None:
    """Python puts nothing, not even None, in the place of an iterator that has ended."""
    result = explored(
        """
        import itertools, threading
        def scenario():
            pairs = itertools.zip_longest([1], [1, 2, 3])
            grouped = itertools.groupby(itertools.zip_longest("a", "abc"), key=lambda pair: 1)
            seen = []
            def work():
                for pair in pairs: seen.append(pair)
                for _, group in grouped: seen.extend(group)
            t = threading.Thread(target=work)
            t.start()
            t.join()
            assert len(seen) == 6
        """
    )
    assert not result.verdict.failed, result.verdict


def test_a_view_of_a_mapping_of_ones_own_is_gone_over(explored: Callable[..., Result]) -> None:
    result = explored(
        """
        import threading
        from collections.abc import Mapping, ValuesView
        class Fixed(Mapping):
            __slots__ = ("rows",)
            def __init__(self): self.rows = {"a": 1}
            def __len__(self): return len(self.rows)
            def __iter__(self): return iter(self.rows)
            def __getitem__(self, key): return self.rows[key]
        class Empty(ValuesView):
            def __init__(self): pass
            def __iter__(self): return iter(())
            def __len__(self): return 0
        def scenario():
            fixed = Fixed()
            def look():
                assert [*fixed.values()] == [1]
                assert [*Empty()] == []
            threads = [threading.Thread(target=look) for _ in range(2)]
            for thread in threads: thread.start()
            for thread in threads: thread.join()
        """
    )
    assert (result.verdict.name, result.proved) == ("passed", True), result.verdict


def test_a_generator_that_has_ended_is_not_taken_for_one_that_runs(
    explored: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its frame is gone, and another one may be where that was: here all are in one place."""
    program = """
        import threading
        from contextlib import contextmanager
        def notes():
            yield 50
        @contextmanager
        def alone(lock):
            with lock:
                yield
        def scenario():
            lock, balance = threading.Lock(), [0]
            def deposit(notes):
                with alone(lock):
                    balance[0] += sum(notes)
                with alone(lock):
                    balance[0] += 1
            threads = [threading.Thread(target=deposit, args=(notes(),)) for _ in range(2)]
            for t in threads: t.start()
            for t in threads: t.join()
            assert balance == [102]
        """
    usual = explored(program)
    in_one_place = lambda obj: 7 if isinstance(obj, FrameType) else id(obj)  # noqa: E731
    monkeypatch.setattr(containers, "id", in_one_place, raising=False)
    monkeypatch.setattr(generators, "id", in_one_place, raising=False)
    found = explored(program)
    assert usual.proved
    assert (found.verdict, found.schedules, found.steps) == (
        usual.verdict,
        usual.schedules,
        usual.steps,
    )


@pytest.mark.parametrize("known", [True, False])
def test_nothing_is_proved_of_a_collection_in_c_of_a_library(
    known: bool, explored: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of one that is Python's own it is known that two keys have nothing to do with each other."""
    if not known:  # an array is then as good as a cache that throws out what nobody looks at
        monkeypatch.setattr(sys, "stdlib_module_names", sys.stdlib_module_names - {"array"})
    result = explored(
        """
        import array, threading
        def scenario():
            kept = array.array("i", [0, 0])
            def look(): kept[0]
            def put(): kept[1] = 1
            threads = [threading.Thread(target=look), threading.Thread(target=put)]
            for t in threads: t.start()
            for t in threads: t.join()
            assert kept[0] == 0
        """
    )
    assert not result.verdict.failed
    assert result.proved is known
