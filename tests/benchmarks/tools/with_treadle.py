"""Treadle. Modes: "default" (what `@treadle.explore` does) and "random"."""

from serving import MOST_SCHEDULES, Outcome, Request, serve

import treadle
from treadle.exploration import explore
from treadle.settings import Settings
from treadle.verdict import Result
from treadle.world import World


def _explored(request: Request, schedules: int, seed: int = 0) -> Result:
    file = request.file
    world = World(file.parent)

    def scenario() -> None:
        program = getattr(world.load(file), request.variant)
        state = program()
        treadle.run(*[getattr(state, name) for name in program.threads])
        assert state.holds()

    return explore(world, scenario, Settings(schedules, request.mode, seed))


def look(request: Request) -> Outcome:
    """Look for a bug."""
    result = _explored(request, MOST_SCHEDULES)
    return Outcome(result.verdict.name if result.verdict.failed else "", result.schedules)


def run(request: Request) -> int:
    """Explore once more."""
    return _explored(request, MOST_SCHEDULES).schedules


if __name__ == "__main__":
    serve(look, run)
