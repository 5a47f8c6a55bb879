"""Decide every explored check on every answer, in one process: `python tests/quality/verdicts.py`.

Prints a line for each: answer, check, verdict, kind, token, and a digest of the story. With an
argument N it does so N times, prints nothing as long as all N are the same, and says so at the end.
With a second argument K it takes one in K of them.

From Python to Python the lines are the same, but for these: in 3.12.0 to 3.12.2 no thread can be
started when the program ends (14), and a worker of a pool takes more steps, for which a dozen
answers of 15, 16, 17, 23 and 24 are "not proved" within their budgets there. An answer that goes
over a set of texts is told by their hashes (one of 05), so set PYTHONHASHSEED to compare.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from treadle import check
from treadle.story import tell
from treadle.trials import plain_module

ROOT = Path(__file__).parent.parent.parent


def answers(exercise: Path) -> Iterator[Path]:
    """The shipped module, the model answer, and all others."""
    module = next(p for p in sorted(exercise.glob("*.py")) if not p.name.startswith("test_"))
    yield module
    yield ROOT / "solutions" / exercise.name / module.name
    yield from sorted((ROOT / "tests" / "answers" / exercise.name).glob("*/*.py"))


def checks(module: ModuleType) -> dict[str, Callable[[Any], None]]:
    """The explored checks of an exercise that take its module and nothing else."""
    return {n: f for n, f in vars(module).items() if hasattr(f, "treadle_settings")}


def decide(explored: Callable[[Any], None], answer: Path) -> str:
    """Verdict, kind, token and a digest of the story."""
    check.results.clear()
    try:
        explored(check.Exercise(answer))
    except check.CheckFailed:
        result = check.results[-1]
        story = hashlib.sha256(tell(result).encode()).hexdigest()[:12]
        return f"{result.verdict.name} | {result.verdict.kind} | {result.replay} | {story}"
    result = check.results[-1]
    return f"passed | {'proved' if result.proved else 'not proved'}"


def everything(one_in: int = 1) -> list[str]:
    """A line for each answer and check, or for one in so many."""
    found = [
        (answer, name, explored)
        for exercise in sorted((ROOT / "exercises").iterdir())
        for test in exercise.glob("test_*.py")
        for name, explored in checks(plain_module(test)).items()
        for answer in answers(exercise)
    ]
    return [
        f"{answer.relative_to(ROOT).as_posix()} {name}: {decide(explored, answer)}"
        for answer, name, explored in found[::one_in]
    ]


def main() -> None:
    """Print the lines, or compare N runs."""
    runs, one_in = map(int, [*sys.argv[1:], 1, 1][:2])
    first = everything(one_in)
    if runs == 1:
        print("\n".join(first))
        return
    for run in range(2, runs + 1):
        for one, other in zip(first, everything(one_in), strict=True):
            if one != other:
                sys.exit(f"run {run} differs:\n{one}\n{other}")
    print(f"{runs} runs, {len(first)} verdicts each, all the same")


if __name__ == "__main__":
    main()
