"""Look for bugs where there are none: `python tests/benchmarks/false_alarms.py 1000000`.

Runs so many schedules of the mended twins in `planted`, spread over the twins and over the
strategies that sample, and counts those that are told to be wrong. One is too many: exit code 1.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import click

import treadle
from treadle.exploration import explore
from treadle.search.strategies import STRATEGIES
from treadle.settings import Settings
from treadle.world import World

PLANTED = Path(__file__).parent / "planted"
SAMPLING = [name for name in STRATEGIES if name not in ("default", "exhaustive")]


def alarms(path: Path, strategy: str, schedules: int, seed: int) -> int:
    """How many of so many schedules of the twin in *path* are told to be wrong."""
    world = World(path.parent)

    def scenario() -> None:
        state = world.load(path).Mended()
        treadle.run(*[getattr(state, name) for name in state.threads])
        assert state.holds()

    settings = Settings(schedules=schedules, strategy=strategy, seed=seed, keep_going=True)
    result = explore(world, scenario, settings)
    assert result.schedules == schedules
    if result.verdict.failed:
        click.echo(f"{path.stem}, {strategy}, seed {seed}: {result.verdict.message}")
    return result.failures


@click.command()
@click.argument("schedules", type=click.IntRange(min=1))
@click.option("--seed", type=int, default=0, show_default=True)
def main(schedules: int, seed: int) -> None:
    """Run SCHEDULES schedules of programs that are right, and count the false alarms."""
    paths = sorted(PLANTED.glob("[a-z]*.py"))
    each = -(-schedules // (len(paths) * len(SAMPLING)))
    begun, run, found = time.perf_counter(), 0, 0
    for path in paths:
        for strategy in SAMPLING:
            found += alarms(path, strategy, each, seed)
            run += each
        took = time.perf_counter() - begun
        click.echo(f"{run:,} schedules, {found} false alarms, {took:,.0f} s ({path.stem})")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
