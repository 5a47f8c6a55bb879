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
