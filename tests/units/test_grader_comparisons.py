"""What checks compare: plain values are, and objects that would decide themselves are not."""

from collections import Counter, OrderedDict, UserList, deque
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from types import MappingProxyType
from weakref import proxy

import pytest

from grader.sandbox import comparisons


class Plain:
    def __repr__(self):
        return "Plain()"


class Everything:
    def __eq__(self, other):
        return True

    __hash__ = object.__hash__


class Late(UserList):
    pass


class NotEqual(str):
    __eq__ = str.__ne__
    __hash__ = str.__hash__


class Liar(type):
    def __eq__(cls, other):
        return True

    def __hash__(cls):
        return hash(int)


class Pretends(Everything, metaclass=Liar):
    pass


class Items(list):
    def __iter__(self):
        return iter(())


class Full:
    def __contains__(self, _):
        return True


@dataclass
class Point:
    x: int


class Color(Enum):
    RED = 1


endless: list[object] = []
endless.append(endless)


@pytest.mark.parametrize(
    "value",
    [
        *(1, True, "text", None, [1, (2, {3})], {"a": [1]}, deque([1]), range(3), endless),
        *(Plain(), Color.RED, date(2026, 1, 2), Decimal(1), Items([1]), ValueError("x"), len),
        *({1: 2}.items(), OrderedDict(a=1), OrderedDict(a=1).keys(), slice(1), bytearray(b"x")),
    ],
    ids=repr,
)
def test_what_python_compares_is_compared(value):
    assert comparisons.compared(value) is value


@pytest.mark.parametrize(
    "value",
    [
        *(Everything(), [Everything()], {"a": (1, [Everything()])}, Items([Everything()])),
        *({1: Everything()}.values(), deque([Everything()]), MappingProxyType({1: Everything()})),
        *(Late(), NotEqual("x"), Pretends(), Point(1), Counter(a=1)),
        *(slice(Everything()), OrderedDict(a=Everything()), {Everything()}),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_would_decide_itself_is_not(value):
    with pytest.raises(comparisons.NotComparable, match="decides itself"):
        comparisons.compared(value)


def test_what_a_trusted_object_holds_matters_only_if_it_is_compared(monkeypatch):
    class Thread:
        def __init__(self):
            self.target = Everything()

    class Pair(Thread):
        def __eq__(self, other):
            return self.target == other

        __hash__ = None

    monkeypatch.setattr(comparisons, "_trusted", {id(Thread): Thread, id(Pair): Pair})
    thread = Thread()
    assert comparisons.compared(thread) is thread
    with pytest.raises(comparisons.NotComparable):
        comparisons.compared(Pair())


def test_what_stands_for_another_object_is_not_compared():
    kept = Everything()
    with pytest.raises(comparisons.NotComparable):
        comparisons.compared(proxy(kept))


def test_a_container_does_not_say_what_is_in_it():
    assert comparisons.container([1]) == [1]
    assert comparisons.compared(Full())
    for liar in (Full(), Items()):
        with pytest.raises(comparisons.NotComparable):
            comparisons.container(liar)


CHECKS = """
from fractions import Fraction

class Everything:
    def __eq__(self, other):
        return True

class Kept(list):
    pass

def made():
    return type("Made", (), {"__eq__": lambda *_: True})()

def test_of_the_checks_own():
    assert Everything() == 1

def test_of_python():
    assert 0 < Fraction(1, 2) <= Kept([1])[0] and 1 in Kept([1]) and made() is not None

def test_on_the_left():
    assert made() == 1

def test_on_the_right():
    assert 1 == made()

def test_in_the_middle():
    assert 1 == 1 == made()

def test_in_a_container():
    assert 1 in [made()]

def test_in_a_helper():
    if made() != 1:
        raise ValueError

def test_what_is_said():
    wrong = 3
    assert wrong == 2
"""


def test_the_checks_are_loaded_so(pytester):
    pytester.makepyfile(test_it=CHECKS)
    options = ("--import-mode=importlib", "-p", "grader.sandbox.comparisons", "-q")
    result = pytester.runpytest_subprocess(*options)
    outcomes = result.parseoutcomes()
    assert outcomes == {"passed": 2, "failed": 6}
    result.stdout.fnmatch_lines(["*assert 3 == 2*"])
    assert str(result.stdout).count("which decides itself what it is equal to") >= 5
