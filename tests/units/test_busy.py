"""How busy the machine is, as a factor for limits of real time."""

import os

import pytest

from treadle import busy


@pytest.mark.parametrize(
    ("wanted", "factor"), [(0.0, 1.0), (2.0, 1.0), (5.0, 2.5), (8.0, 4.0), (500.0, 4.0)]
)
def test_it_is_how_many_want_each_processor(
    monkeypatch: pytest.MonkeyPatch, wanted: float, factor: float
) -> None:
    monkeypatch.setattr(os, "getloadavg", lambda: (wanted, 0.0, 0.0), raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    assert busy.slowness() == factor


def test_where_nobody_knows_it_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "getloadavg", raising=False)
    assert busy.slowness() == 1.0
