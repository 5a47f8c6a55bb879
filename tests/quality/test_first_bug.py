"""The default strategy finds the bugs of SCTBench's small programs as fast as any published."""

from __future__ import annotations

import pytest

from .sctbench.table import PUBLISHED, mean, programs


@pytest.mark.parametrize("program", programs("published"))
def test_at_or_below_the_best_published_figure(program: str) -> None:
    figure, always = mean("published", program, "default")
    assert always
    assert figure <= PUBLISHED[program]
