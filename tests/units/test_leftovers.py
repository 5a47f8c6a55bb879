"""What one execution did to its surroundings is undone before the next."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from treadle.verdict import Result

LEFT = {
    "folder": ("import os", "os.getcwd() != '/'", "os.chdir('/')"),
    "folder, by its name": ("from os import chdir, getcwd", "getcwd() != '/'", "chdir('/')"),
    "folder, by what lies under os": (
        "import os, importlib",
        "os.getcwd() != '/'",
        "importlib.import_module(os.name).chdir('/')",
    ),
    "folder, never left": (
        "import contextlib, os",
        "os.getcwd() != '/'",
        "contextlib.chdir('/').__enter__()",
    ),
    "what is built in": ("import builtins", "len('ab') == 2", "builtins.len = lambda what: 3"),
    "what is built in, in its dict": (
        "",
        "len('ab') == 2",
        "__builtins__['len'] = lambda what: 3",
    ),
    "module of the world": (
        "import time",
        "time.sleep(1) is None",
        "time.sleep = lambda seconds: 3",
    ),
}
"""By what is changed: what is imported, what holds before, and the change."""


@pytest.mark.parametrize("what", LEFT)
def test_what_an_execution_changes_the_next_does_not_find(
    what: str, explored: Callable[..., Result]
) -> None:
    imports, holds, change = LEFT[what]
    result = explored(
        f"""
        {imports}
        def scenario():
            assert {holds}
            {change}
            assert not ({holds})
        """,
        strategy="random",
        schedules=3,
    )
    assert (result.verdict.name, result.schedules) == ("passed", 3), result.verdict


def test_a_thread_that_waits_goes_on_at_once_when_what_it_waits_for_has_come(
    explored: Callable[..., Result],
) -> None:
    # Between two accesses to memory nobody is asked anew whether they can run; in between there
    # may be what is not announced, and lets somebody go on.
    result = explored(
        """
        import threading
        class Shared: value = 0
        def scenario():
            shared, lock, seen = Shared(), threading.Lock(), []
            shared.value = 0
            lock.acquire()
            def waits():
                lock.acquire()
                seen.append(shared.value)
            def works():
                shared.value = 1
                lock._at_fork_reinit()
                shared.value = 2
                shared.value = 3
            threads = [threading.Thread(target=f) for f in (waits, works)]
            for t in threads: t.start()
            for t in threads: t.join()
            assert seen != [1]
        """
    )
    assert result.verdict.name == "wrong-result"
