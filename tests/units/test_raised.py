"""Where the trace has an exception: once, before what is done because of it."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from treadle.exploration import explore
from treadle.settings import Settings
from treadle.world import World

BEGIN = """
from queue import Empty, Queue
from threading import Lock, Thread

lock = Lock()
gate = Lock()


def fail(what):
    raise KeyError(what)


def told(program):
    thread = Thread(target=program)
    thread.start()
    thread.join()


"""
END = """

def scenario():
    told(program)
    assert False
"""

CASES = {
    "a finally": (
        """
        def program():
            try:
                try:
                    fail("a")
                finally:
                    with lock:
                        pass
            except KeyError:
                pass
        """,
        ["error 'a'", "acquire", "release"],
    ),
    "a with": (
        """
        def program():
            try:
                with lock:
                    fail("a")
            except KeyError:
                with gate:
                    pass
        """,
        ["acquire", "error 'a'", "release", "acquire", "release"],
    ),
    "raised again": (
        """
        def program():
            try:
                try:
                    fail("a")
                except KeyError:
                    with lock:
                        pass
                    raise
            except KeyError:
                with gate:
                    pass
        """,
        ["error 'a'", "acquire", "release", "acquire", "release"],
    ),
    "raised again from another place": (
        """
        def tidied():
            try:
                fail("a")
            except KeyError as error:
                with lock:
                    raise error

        def program():
            try:
                tidied()
            except KeyError:
                pass
        """,
        ["error 'a'", "acquire", "release"],
    ),
    "another one in its place": (
        """
        def program():
            try:
                try:
                    fail("a")
                finally:
                    with lock:
                        fail("b")
            except KeyError:
                pass
        """,
        ["error 'a'", "acquire", "error 'b'", "release"],
    ),
    "one after the other": (
        """
        def program():
            for _ in range(3):
                try:
                    fail("a")
                except KeyError:
                    with lock:
                        pass
        """,
        ["error 'a'", "acquire", "release"] * 3,
    ),
    "one after the other, each with a finally": (
        """
        def tidied():
            try:
                fail("a")
            finally:
                with lock:
                    pass

        def program():
            for _ in range(3):
                try:
                    tidied()
                except KeyError:
                    pass
        """,
        ["error 'a'", "acquire", "release"] * 3,
    ),
    "of the library": (
        """
        def program():
            empty = Queue()
            try:
                try:
                    empty.get_nowait()
                finally:
                    with lock:
                        pass
            except Empty:
                pass
        """,
        ["error Empty", "acquire", "release"],
    ),
    "of a generator": (
        """
        def numbers():
            try:
                yield 1
                fail("a")
            finally:
                with lock:
                    pass

        def program():
            try:
                for number in numbers():
                    pass
            except KeyError:
                with gate:
                    pass
        """,
        ["error 'a'", "acquire", "release", "acquire", "release"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_an_exception_stands_where_it_was_raised_and_once(name: str, tmp_path: Path) -> None:
    source, expected = CASES[name]
    file = tmp_path / "program.py"
    file.write_text(BEGIN + textwrap.dedent(source) + END, encoding="utf-8")
    world = World(tmp_path)
    result = explore(world, lambda: world.load(file).scenario(), Settings())
    assert result.trace is not None
    told = [
        f"error {(event.value or '').removeprefix('KeyError: ')}"
        if event.action == "error"
        else event.action
        for event in result.trace.events
        if event.thread == 1
        and event.action in ("error", "acquire", "release")
        and not event.call
        and event.place is not None
    ]
    assert told == expected
