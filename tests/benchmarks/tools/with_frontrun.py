"""frontrun, started by its own command. Modes: its strategies "dpor" (its default) and "random"."""

from typing import Any

import frontrun
from serving import MOST_S, MOST_SCHEDULES, Outcome, Request, serve

SOME = 20
"""Schedules to run at a time when only the rate matters."""

GAVE_UP = "gave up"


def _explored(request: Request, schedules: int) -> Outcome:
    """Explore. A counterexample is run ten times more; that is part of what it takes."""
    program = request.load()
    limit: dict[str, Any] = {"max_executions": schedules}
    if request.mode == "random":
        limit = {"max_attempts": schedules, "seed": 0}
    runs = 0

    def setup() -> Any:
        nonlocal runs
        runs += 1
        return program()

    try:
        result = frontrun.explore(
            setup=setup,
            workers=[getattr(program, name) for name in program.threads],
            invariant=program.holds,
            strategy=request.mode,
            total_timeout=MOST_S,
            **limit,
        )
    except Exception as error:  # it lets out what a thread has raised
        return Outcome(type(error).__name__, runs)
    if result.property_holds is None:
        return Outcome(GAVE_UP, result.num_explored)
    found = "" if result.property_holds else str(result.explanation).partition("\n")[0]
    return Outcome(found, result.num_explored)


def look(request: Request) -> Outcome:
    """Look for a bug."""
    return _explored(request, MOST_SCHEDULES)


def run(request: Request) -> int:
    """Explore some schedules."""
    return _explored(request, SOME).schedules


if __name__ == "__main__":
    serve(look, run)
