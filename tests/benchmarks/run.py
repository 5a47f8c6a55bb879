"""Measure the harness against a floor, in the same run: `python tests/benchmarks/run.py`.

These machines are noisy, so every figure is a ratio of two things that were measured in turn, and
the median of several rounds; the rounds' spread stands beside it.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.table import Table

from treadle.exploration import explore
from treadle.settings import Settings
from treadle.trials import plain_module
from treadle.world import World

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
ROUNDS = 9


def seconds(work: Callable[[], object]) -> float:
    """How long *work* takes, in seconds."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def explored(scenario: str, strategy: str, schedules: int) -> Callable[[], object]:
    """Explore *scenario* of `programs.py`."""
    path = HERE / "programs.py"

    def work() -> object:
        world = World(path.parent)
        settings = Settings(schedules=schedules, strategy=strategy)
        result = explore(world, lambda: getattr(world.load(path), scenario)(), settings)
        assert result.verdict.name == "passed", result.verdict
        assert result.schedules == schedules
        return result

    return work


def on_real_threads(scenario: str, runs: int) -> Callable[[], object]:
    """Run *scenario* of `programs.py` on real threads, loading the module each time as well."""
    path = HERE / "programs.py"
    source = compile(path.read_text(encoding="utf-8"), str(path), "exec")
    plain_module(path)

    def work() -> None:
        for _ in range(runs):
            names: dict[str, object] = {"__name__": "programs"}
            exec(source, names)
            names[scenario]()  # type: ignore[operator]

    return work


def command(*arguments: str) -> Callable[[], object]:
    """Run a command, whatever it answers."""
    return lambda: subprocess.run(arguments, cwd=ROOT, capture_output=True, check=False)


def compare(ours: Callable[[], object], floor: Callable[[], object]) -> tuple[list[float], ...]:
    """Seconds of both, in turn, over several rounds."""
    ours(), floor()
    pairs = [(seconds(ours), seconds(floor)) for _ in range(ROUNDS)]
    return [a for a, _ in pairs], [b for _, b in pairs]


def main() -> None:
    """Measure and print."""
    table = Table(title="a ratio below 1 means that ours costs less", title_justify="left")
    for column in ("what", "ours", "floor", "ratio", "lowest to highest"):
        table.add_column(column, justify="left" if column == "what" else "right")

    def row(name: str, ours: list[float], floor: list[float], each: int, unit: str) -> None:
        factor = {"us": 1e6, "s": 1.0}[unit] / each
        ratios = [a / b for a, b in zip(ours, floor, strict=True)]
        table.add_row(
            name,
            f"{statistics.median(ours) * factor:.3g} {unit}",
            f"{statistics.median(floor) * factor:.3g} {unit}",
            f"{statistics.median(ratios):.2f}",
            f"{min(ratios):.2f} to {max(ratios):.2f}",
        )

    runs = 1_000
    for scenario in ("locked_database", "racy_but_harmless"):
        ours, floor = compare(explored(scenario, "random", runs), on_real_threads(scenario, runs))
        row(f"{scenario}: one schedule, one run on real threads", ours, floor, runs, "us")

    with tempfile.TemporaryDirectory() as folder:
        empty = Path(folder, "test_empty.py")
        empty.write_text("def test_nothing(): pass\n", encoding="utf-8")
        pytest = (sys.executable, "-m", "pytest", "-q")
        for title, arguments in {
            "pytest exercises/02_race, an empty pytest run": ("exercises/02_race",),
            "the same for the model answer": ("exercises/02_race", "--code", "solutions"),
        }.items():
            ours, floor = compare(command(*pytest, *arguments), command(*pytest, str(empty)))
            row(title, ours, floor, 1, "s")
    Console(width=110).print(table)


if __name__ == "__main__":
    main()
