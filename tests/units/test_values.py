"""Values as text in stories."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

import pytest

from treadle.values import Values


class Link:
    """Its repr says where it is in memory."""


def test_no_address_is_told_however_deep() -> None:
    values = Values(set())
    text = values.shown(lambda: OrderedDict(old=Link()))
    assert values.named(text, lambda _: "<Link>") == "OrderedDict({'old': <Link>})"


def test_others_say_what_they_are() -> None:
    assert Values(set()).shown(lambda: OrderedDict(old=1)) == "OrderedDict({'old': 1})"


@pytest.mark.parametrize("made", [bytes, bytearray])
def test_of_many_bytes_only_the_ends_are_written(made: type) -> None:
    sizes = []

    class Written(Values):
        def repr_instance(self, x: Any, level: int) -> str:
            sizes.append(len(x))
            return super().repr_instance(x, level)

    text = Written(set()).shown(lambda: (made(10**6), 1))
    assert sizes == [160]
    assert text == Values(set()).shown(lambda: (made(1_000), 1))
