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


@pytest.mark.parametrize(
    ("passed_s", "wanted", "over"),
    [
        (9, 1, False),
        (10, 1, True),
        (10, 2, False),
        (20, 2, True),
        (39, 100, False),
        (40, 100, True),
    ],
)
def test_a_limit_of_real_time_grows_with_the_load(passed_s, wanted, over, monkeypatch):
    monkeypatch.setattr(busy.os, "getloadavg", lambda: (wanted, 0, 0), raising=False)
    monkeypatch.setattr(busy.os, "cpu_count", lambda: 1)
    monkeypatch.setattr(busy.time, "monotonic", lambda: 1000.0 + passed_s)
    assert busy.is_over(1000.0, 10.0) is over
