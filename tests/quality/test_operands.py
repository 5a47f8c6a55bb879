"""One operation of C on several objects: its parts are never taken for steps of their own."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from treadle.verdict import Result

TORN = [
    "a + b == ['b']",
    "(not a, bool(b)) == (True, True)",
    "a != b",
    "a < b",
    "list(zip(a, b)) != list(zip(b, a)) or len(a) != len(b)",
    "'%s%s' % (a, b) == '[][\\'b\\']'",
    "'{}{}'.format(a, b) == '[][\\'b\\']'",
    "max(a, b, key=len) is b",
    "bool(set(b) - set(a))",
    "box.a + box.b == ['b']",
    "box.a + list(box.b) == ['b']",
    "sum([a, b], []) == ['b']",
    "any([a, []]) != any([b, []])",
    "any(x for x in (a, b)) and not any(x for x in (a,))",
]
"""What holds while only the second of two lists has been added to."""

PROGRAM = """
import contextlib, threading
class Box: pass
def scenario():
    lock, box = threading.Lock(), Box()
    guard = {guard}
    a, b, seen = [], [], []
    box.a, box.b = a, b
    def look():
        with guard: seen.append({look})
    def change():
        with lock:
            b.append('b')
            a.append('b')
    threads = [threading.Thread(target=f) for f in (look, change)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    assert seen == [False]
"""


@pytest.mark.parametrize("look", TORN)
def test_what_is_seen_between_two_changes_is_found(
    look: str, explored: Callable[..., Result]
) -> None:
    result = explored(PROGRAM.format(look=look, guard="contextlib.nullcontext()"))
    assert result.verdict.name == "wrong-result"


@pytest.mark.parametrize("look", TORN)
def test_and_never_proved_away(look: str, explored: Callable[..., Result]) -> None:
    source = PROGRAM.format(look=look, guard="contextlib.nullcontext()")
    result = explored(source, strategy="exhaustive")
    assert result.verdict.failed or not result.proved


@pytest.mark.parametrize("look", TORN)
def test_with_a_lock_it_is_proved_right(look: str, explored: Callable[..., Result]) -> None:
    result = explored(PROGRAM.format(look=look, guard="lock"))
    assert result.verdict.name == "passed", result.verdict
    assert result.proved


BENIGN = [
    "len(a + b) in (0, 1, 2)",
    "(a == b) in (True, False)",
    "len(f'{a}{b}') > 3",
    "len([a + b for _ in '1']) == 1",
    "(a <= b <= [2]) in (True, False)",
]
"""What holds however the additions to two lists come in between."""


@pytest.mark.parametrize("look", BENIGN)
def test_what_is_right_without_a_lock_is_proved(look: str, explored: Callable[..., Result]) -> None:
    result = explored(
        f"""
        import threading
        def scenario():
            a, b, seen = [], [], []
            threads = [
                threading.Thread(target=lambda: seen.append({look})),
                threading.Thread(target=lambda: a.append(1)),
                threading.Thread(target=lambda: b.append(1)),
            ]
            for thread in threads: thread.start()
            for thread in threads: thread.join()
            assert seen == [True]
        """
    )
    assert result.verdict.name == "passed", result.verdict
    assert result.proved


IN_STEPS = """
import contextlib, threading
class Item:
    def __init__(self, n): self.n = n
    def __eq__(self, other): return self.n == other.n
def scenario():
    lock, items = threading.Lock(), [Item(1), Item(2)]
    guard = {guard}
    def take():
        with guard: items.remove(Item(2))
    def put():
        with lock: items.append(Item(3))
    threads = [threading.Thread(target=f) for f in (take, put)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    assert [item.n for item in items] == [1, 3]
"""


@pytest.mark.parametrize(("guard", "proved"), [("contextlib.nullcontext()", False), ("lock", True)])
def test_where_others_may_come_in_the_midst_of_a_call_nothing_is_proved(
    guard: str, proved: bool, explored: Callable[..., Result]
) -> None:
    result = explored(IN_STEPS.format(guard=guard))
    assert result.verdict.name == "passed", result.verdict
    assert result.proved == proved


def test_a_look_at_an_attribute_that_is_not_there_yet_changes_nothing(
    explored: Callable[..., Result],
) -> None:
    result = explored(
        """
        import threading
        class Lazy:
            def __init__(self): self.made = []
            def __getattr__(self, name):
                self.made.append(name)
                self.value = 1
                return 1
        def scenario():
            lazy = Lazy()
            threads = [threading.Thread(target=lambda: lazy.value) for _ in range(2)]
            for thread in threads: thread.start()
            for thread in threads: thread.join()
            assert lazy.made == ["value"]
        """
    )
    assert result.verdict.name == "wrong-result", result.verdict


@pytest.mark.parametrize(
    "loop", ["zip(a, a)", "zip(*[a, a])", "map(pair, a, a)", "enumerate_pairs(zip(a, a))"]
)
def test_what_one_step_of_a_loop_takes_is_taken_at_one_moment(
    loop: str, explored: Callable[..., Result]
) -> None:
    program = f"""
    import threading
    def pair(x, y): return x, y
    def enumerate_pairs(pairs): return (each for _, each in enumerate(pairs))
    def scenario():
        a = [0]
        def change(): a[0] = 1
        thread = threading.Thread(target=change)
        thread.start()
        for x, y in {loop}:
            assert x == y
        thread.join()
    """
    result = explored(program)
    assert (result.verdict.name, result.proved) == ("passed", True)
