"""A canary is run beside every submission, so it has to be found out soon.

Of the wrong answers that name a check, the first by name is its canary (`grader.canary`). A test
that fails here says which to give a name that comes later.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.canary import canaries
from tests.quality.verdicts import ROOT, checks
from treadle import check
from treadle.trials import plain_module

EXERCISES = sorted(path.parent for path in (ROOT / "exercises").glob("[0-9]*/test_*.py"))

STEPS = 2_000
"""In all schedules until it fails; 124 of them take 12,000 together."""


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.name)
def test_a_canary_fails_after_few_steps(
    exercise: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check, "told", False)
    (test,) = exercise.glob("test_*.py")
    name = test.name.removeprefix("test_")
    explored = checks(plain_module(test))
    steps = {}
    for number, (which, source) in enumerate(canaries(exercise, name).items()):
        if which in explored:
            module = tmp_path / str(number) / name
            module.parent.mkdir()
            module.write_bytes(source)
            with pytest.raises(check.CheckFailed):
                explored[which](check.Exercise(module))
            steps[which] = check.results[-1].steps
    assert {which: taken for which, taken in steps.items() if taken > STEPS} == {}
