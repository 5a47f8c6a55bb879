"""What cannot be explored is refused where it is decorated, in words."""

from __future__ import annotations

import functools
from typing import Any

import pytest

import treadle
from treadle.arguments import NotExplorable


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
        (classmethod(plain), "plain is a classmethod; a test in a class is a plain method"),
        (staticmethod(plain), "plain is a staticmethod; a test in a class is a plain method"),
        (lambda: None, "a lambda has no name to find it by; write the test with def"),
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
        ({"modules": None}, "modules must be a list of names, as in modules=['bank'], not None"),
        ({"modules": [functools]}, "modules must be a list of names, as in modules=['bank']"),
        ({"seed": "7"}, "seed must be a whole number, not '7'"),
        ({"seed": None}, "seed must be a whole number, not None"),
    ],
)
def test_options_that_cannot_be_meant_are_refused(options: dict[str, Any], says: str) -> None:
    with pytest.raises(TypeError) as raised:
        treadle.explore(**options)
    assert says in str(raised.value)


@treadle.explore
def within() -> None:
    """A test."""


@treadle.explore
def around() -> None:
    within()


def test_an_exploration_in_another_is_the_fault_of_the_test() -> None:
    with pytest.raises(treadle.CheckFailed, match="cannot be run inside another"):
        around()


@pytest.mark.parametrize(
    ("test", "options", "says"),
    [
        (TestOfOne, {}, "TestOfOne is a class; put @treadle.stress above each test"),
        (generator, {}, "generator has a yield in it, so to call it runs nothing"),
        (plain, {"trials": "10"}, "trials must be a whole number, not '10'"),
        (plain, {"trials": 1.5}, "trials must be a whole number, not 1.5"),
        (plain, {"timeout_s": "1"}, "timeout_s must be a number of seconds, not '1'"),
        (plain, {"timeout_s": float("nan")}, "timeout_s must come to an end"),
        (plain, {"timeout_s": float("inf")}, "timeout_s must come to an end"),
    ],
)
def test_trials_of_what_is_no_test_are_refused(
    test: Any, options: dict[str, Any], says: str
) -> None:
    with pytest.raises((TypeError, ValueError)) as raised:
        treadle.stress(**options)(test)
    assert says in str(raised.value)
