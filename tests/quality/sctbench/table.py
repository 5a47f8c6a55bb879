"""How many schedules it takes to find a bug: `python tests/quality/sctbench/table.py`.

A table of programs and strategies; each figure is the mean over 20 seeds. A program that is not
found broken within the budget counts as the whole budget, and its figure has a `>`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from treadle.exploration import explore
from treadle.search.strategies import STRATEGIES
from treadle.settings import Settings
from treadle.trials import plain_module
from treadle.world import World

HERE = Path(__file__).parent
SEEDS = 20
BUDGET = 300

PUBLISHED = {
    "account": 1,
    "lazy01": 2,
    "token_ring": 2,
    "twostage": 4,
    "wronglock_3": 1,
    "reorder_3": 6,
    "bluetooth_driver": 9,
    "stack": 1,
}
"""The best published mean for each program in `published.py`.

From the raw results of Zhao, Wolff, Mathur, Roychoudhury: "Selectively uniform concurrency testing"
(ASPLOS 2025) and Wolff, Shi, Duck, Mathur, Roychoudhury: "Greybox fuzzing for concurrency testing"
(ASPLOS 2024).
"""


def programs(module: str) -> list[str]:
    """The programs in *module*: its functions that can be called with nothing."""
    return [
        name
        for name, value in vars(plain_module(HERE / f"{module}.py")).items()
        if hasattr(value, "__code__")
        and name != "run"
        and len(value.__defaults__ or ()) == value.__code__.co_argcount
    ]


def schedules_to_bug(
    module: str, program: str, strategy: str, seed: int, budget: int = BUDGET
) -> int | None:
    """How many schedules it takes to find *program* broken; None beyond the budget."""
    path = HERE / f"{module}.py"
    world = World(path.parent)

    def scenario() -> Any:
        return getattr(world.load(path), program)()

    # To shorten and to tell a failure takes longer than to find it.
    settings = Settings(schedules=budget, strategy=strategy, seed=seed, told=False)
    result = explore(world, scenario, settings)
    return result.schedules if result.verdict.failed else None


def mean(module: str, program: str, strategy: str) -> tuple[float, bool]:
    """The mean over the seeds, and whether the bug was found with each of them."""
    seeds = 1 if strategy == "exhaustive" else SEEDS
    found = [schedules_to_bug(module, program, strategy, seed) for seed in range(seeds)]
    return sum(n or BUDGET for n in found) / seeds, None not in found


def main() -> None:
    """Print the table."""
    for module in ("published", "others"):
        table = Table("program", *STRATEGIES, title=f"{module}.py", title_justify="left")
        for column in table.columns[1:]:
            column.justify = "right"
        if module == "published":
            table.add_column("best published", justify="right")
        for program in programs(module):
            cells = []
            for strategy in STRATEGIES:
                figure, always = mean(module, program, strategy)
                cells.append(f"{'' if always else '>'}{figure:.0f}" if figure != 1 else "1")
            best = [str(PUBLISHED[program])] if module == "published" else []
            table.add_row(program, *cells, *best)
        Console(width=100).print(table)


if __name__ == "__main__":
    main()
