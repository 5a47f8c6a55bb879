"""What takes Python more than one step, and is announced as so many."""

from __future__ import annotations

from collections.abc import Callable

import pytest

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
