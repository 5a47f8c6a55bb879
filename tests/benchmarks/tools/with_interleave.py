"""interleave-test. Modes: its strategies "random" (its default) and "pct"."""

import time

import interleave_test
from serving import MOST_S, MOST_SCHEDULES, Outcome, Request, serve, together

SOME = 20
"""Schedules to run at a time."""


def _explored(request: Request, seed: int = 0) -> interleave_test.Result:
    program = request.load()
    return interleave_test.explore(
        lambda: together(program),
        iterations=SOME,
        seed=seed,
        strategy=request.mode,
        raise_on_failure=False,
    )


def look(request: Request) -> Outcome:
    """Look for a bug."""
    schedules = 0
    begun = time.perf_counter()
    while schedules < MOST_SCHEDULES and time.perf_counter() - begun < MOST_S:
        result = _explored(request, seed=schedules)
        schedules += result.schedules_run
        if result.failure is not None:
            return Outcome(result.failure.kind, schedules)
    return Outcome("", schedules)


def run(request: Request) -> int:
    """Explore some schedules."""
    return _explored(request).schedules_run


if __name__ == "__main__":
    serve(look, run)
