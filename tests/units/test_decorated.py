"""What cannot be explored is refused where it is decorated, in words."""

from __future__ import annotations

import functools
from typing import Any

import pytest

import treadle
from treadle.own_test import NotExplorable


def plain() -> None:
    """A test."""


def generator() -> Any:
    yield 1


async def asynchronous_generator() -> Any:
    yield 1


class TestOfOne:
    """A class of tests."""


@pytest.mark.parametrize(
    ("test", "says"),
    [
        ("exhaustive", "is given 'exhaustive', which is no test; options have names"),
        (5, "is given 5, which is no test"),
        (TestOfOne, "TestOfOne is a class; put @treadle.explore above each test"),
        (functools.partial(plain), "is no function; write a test of its own"),
        (treadle.explore(plain), "plain has @treadle.explore above it twice"),
        (generator, "generator has a yield in it, so to call it runs nothing"),
        (asynchronous_generator, "asynchronous_generator has a yield in it"),
    ],
)
def test_what_is_no_test_is_refused(test: Any, says: str) -> None:
    with pytest.raises(NotExplorable) as raised:
        treadle.explore(test)
    assert says in str(raised.value)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"schedules": "many"}, "schedules must be a whole number, not 'many'"),
        ({"schedules": 2.5}, "schedules must be a whole number, not 2.5"),
        ({"schedules": True}, "schedules must be a whole number, not True"),
        ({"modules": "json"}, "modules must be a list of names: modules=['json']"),
    ],
)
def test_options_that_cannot_be_meant_are_refused(options: dict[str, Any], says: str) -> None:
    with pytest.raises(TypeError) as raised:
        treadle.explore(**options)
    assert says in str(raised.value)
