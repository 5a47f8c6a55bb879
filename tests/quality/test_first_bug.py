"""The default strategy finds the bugs of SCTBench's small programs as fast as any published."""

from __future__ import annotations

import pytest

from .sctbench.table import PUBLISHED, mean, programs, schedules_to_bug


@pytest.mark.parametrize("program", programs("published"))
def test_at_or_below_the_best_published_figure(program: str) -> None:
    figure, always = mean("published", program, "default")
    assert always
    assert figure <= PUBLISHED[program]


@pytest.mark.parametrize("program", programs("others"))
def test_what_nobody_publishes_is_found_too(program: str) -> None:
    assert schedules_to_bug("others", program, "default", seed=0, budget=2_000) is not None
