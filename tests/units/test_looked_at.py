"""What is looked at by way of another object, or changed by a function that is handed on, is seen.

Each of two threads writes to an object of its own, and looks at both before; if nobody saw that,
their steps would have nothing to do with each other, and one schedule would do.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from treadle.verdict import Result

BOTH = {
    "a frozen dataclass": ("Frozen(a, b)", "str(both)"),
    "one that is compared": ("Frozen(a, b)", "0 if both == Frozen([0], [0]) else 1"),
    "a slice": ("slice(a, b)", "repr(both)"),
    "an exception": ("ValueError(a, b)", "f'{both}'"),
    "a group of them": ("ExceptionGroup('', [ValueError(a), ValueError(b)])", "repr(both)"),
    "a member of an enumeration": ("enum.Enum('E', {'X': (a, b)}).X", "repr(both)"),
    "a tuple in a call": (
        "(a, b)",
        "max(int(decimal.Decimal((0, digits, 0))) for digits in both)",
    ),
    "a function in an attribute": ("types.SimpleNamespace(f=max)", "both.f(a, b)"),
    "a path of attributes": (
        "types.SimpleNamespace(a=Holder(a), b=Holder(b))",
        "max(operator.attrgetter('a.items', 'b.items')(both))",
    ),
    "a choice": ("(a, b)", "secrets.choice(a) or secrets.choice(b)"),
}


@pytest.mark.parametrize("name", BOTH)
def test_what_is_looked_at_by_way_of_another_object_is_seen(
    name: str, explored: Callable[..., Result]
) -> None:
    both, read = BOTH[name]
    result = explored(
        f"""
        import dataclasses, decimal, enum, operator, secrets, threading, types
        @dataclasses.dataclass(frozen=True)
        class Frozen:
            a: list
            b: list
        class Holder:
            def __init__(self, items): self.items = items
        def most(found): return max(int(c) for c in str(found) if c.isdigit())
        def scenario():
            a, b = [0], [0]
            both = {both}
            def add(own):
                n = most({read})
                own[0] = n + 1
            threads = [threading.Thread(target=add, args=(own,)) for own in (a, b)]
            for t in threads: t.start()
            for t in threads: t.join()
            assert max(a[0], b[0]) == 2
        """
    )
    assert result.verdict.name == "wrong-result"


CHANGED = {
    "the limit of recursion": (
        "sys.setrecursionlimit(5000)",
        "sys.getrecursionlimit() == 5001",
        "sys.setrecursionlimit(5001)",
    ),
    "a context that is given": (
        "it = decimal.Context()",
        "'Inexact' in str(it).partition('flags')[2]",
        "decimal.Decimal(2).sqrt(context=it)",
    ),
    "a queue without its lock": ("it = queue.Queue()", "it._qsize()", "it._put(1)"),
    "an iterator, by its type": (
        "it = itertools.count()",
        "str(it) != 'count(0)'",
        "type(it).__next__(it)",
    ),
    "an iterator in a chain": (
        "it = itertools.count()",
        "str(it) != 'count(0)'",
        "next(itertools.chain.from_iterable([it]))",
    ),
    "a list, by a path to its method": (
        "it = types.SimpleNamespace(all=[])",
        "it.all",
        "operator.attrgetter('all.append')(it)(1)",
    ),
    "a buffer in which something was found": (
        "it = bytearray(b'a'); found = re.match(b'.', it)",
        "found.group() != b'a'",
        "it[0] = 98",
    ),
    "who is an instance of whom": (
        "class A(abc.ABC): pass",
        "isinstance(told, A) or issubclass(type(told), A)",
        "A.register(type(told))",
    ),
    "an exception that is raised": (
        "it = ValueError()",
        "'KeyError' in told(it)",
        "told(it, KeyError())",
    ),
}


@pytest.mark.parametrize("name", CHANGED)
def test_what_is_changed_in_an_unusual_way_is_seen(
    name: str, explored: Callable[..., Result]
) -> None:
    make, test, change = CHANGED[name]
    result = explored(
        f"""
        import abc, decimal, itertools, operator, queue, re, sys, threading, traceback, types
        def told(error, cause=None):
            try:
                if cause is None: raise error
                raise error from cause
            except ValueError: return traceback.format_exc()
        def scenario():
            {make}
            seconds = []
            def add():
                if {test}: seconds.append(1)
                else: {change}
            threads = [threading.Thread(target=add) for _ in range(2)]
            for t in threads: t.start()
            for t in threads: t.join()
            assert seconds == [1]
        """
    )
    assert result.verdict.name == "wrong-result"


def test_each_thread_draws_numbers_of_its_own(explored: Callable[..., Result]) -> None:
    result = explored(
        """
        import random, secrets, threading, uuid
        def scenario():
            random.seed(7)
            first = random.random(), random.gauss(0, 1), random.choice("abc"), random.getstate()
            random.seed(7)
            again = random.random(), random.gauss(0, 1), random.choice("abc"), random.getstate()
            assert first == again
            here = random.getstate()
            drawn = []
            def draw():
                hidden = secrets.token_hex(), uuid.uuid4()
                drawn.append((random.random(), random.gauss(0, 1), *hidden))
            threads = [threading.Thread(target=draw) for _ in range(2)]
            for t in threads: t.start()
            for t in threads: t.join()
            assert random.getstate() == here
            assert all(one != other for one, other in zip(*drawn))
        """
    )
    assert result.verdict.name == "passed"


def test_a_getter_that_is_given_nothing_is_the_programs_own_mistake(
    explored: Callable[..., Result],
) -> None:
    result = explored(
        """
        import operator, threading
        def scenario():
            t = threading.Thread(target=lambda: None)
            t.start()
            try:
                operator.attrgetter("a")()
            except TypeError:
                pass
            t.join()
        """
    )
    assert result.verdict.name == "passed"


@pytest.mark.parametrize("key", ["operator.attrgetter('n')", "function", "lambda each: each.n"])
def test_what_is_sorted_in_a_comprehension_may_be_a_display(
    key: str, explored: Callable[..., Result]
) -> None:
    result = explored(
        f"""
        import operator, threading
        class One:
            n = 0
        def function(one): return one.n
        def scenario():
            all = [One(), One()]
            def add():
                return [each.n for each in sorted([all[0], all[1]], key={key}, reverse=True)]
            t = threading.Thread(target=add)
            t.start()
            all[0].n = 1
            t.join()
            assert add() == [1, 0]
        """
    )
    assert result.verdict.name == "passed"
