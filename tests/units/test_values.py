"""Values as text in stories."""

from __future__ import annotations

from collections import OrderedDict

from treadle.values import Values


class Link:
    """Its repr says where it is in memory."""


def test_no_address_is_told_however_deep() -> None:
    values = Values(set())
    assert values.shown(lambda: OrderedDict(old=Link())) == "OrderedDict({'old': <Link>})"
    assert values.shown(lambda: [Link()]) == "[<Link #2>]"


def test_others_say_what_they_are() -> None:
    assert Values(set()).shown(lambda: OrderedDict(old=1)) == "OrderedDict({'old': 1})"
