"""Compare Treadle with other tools, side by side: `python tests/benchmarks/compare.py`.

Every tool runs every program of `planted` in an environment of its own, and looks for the bug in
it, and for one in its twin, where there is none. Then all run the twin in turn, several rounds, so
that a machine that is busy is busy for all of them; the figures are medians.

How Treadle does on the twins in many more schedules is measured by `false_alarms.py`.
"""

from __future__ import annotations

import json
import platform
import statistics
import subprocess
import sys
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import click
from environments import NoPythonError, environment, new_enough_python

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
PEERS = {"frontrun": "frontrun==0.7.0", "interleave-test": "interleave-test==0.1.0"}
ROUNDS = 3
RATE_S = 0.25
"""For about so long a tool runs a program in a round."""

PATIENCE_S = 120.0
"""A tool that has not answered by then hangs."""

GAVE_UP = "gave up"
HUNG = "hung"


class Answer(NamedTuple):
    """What a tool answers: what it found, in how many schedules, and in how many seconds."""

    found: str
    schedules: int
    seconds: float

    @property
    def is_find(self) -> bool:
        """Whether it says that there is a bug."""
        return self.found not in ("", GAVE_UP, HUNG)


@dataclass(frozen=True)
class Mode:
    """A tool, and how it chooses schedules. `rated` if its rate is measured."""

    tool: str
    mode: str
    rated: bool = True

    def __str__(self) -> str:
        return f"{self.tool} {self.mode}".strip()


OURS = Mode("treadle", "default")
OURS_RANDOM = Mode("treadle", "random")
REAL = Mode("real threads", "")
MODES = (
    OURS,
    OURS_RANDOM,
    Mode("frontrun", "dpor"),
    Mode("frontrun", "random"),
    Mode("interleave-test", "random"),
    Mode("interleave-test", "pct", rated=False),
    REAL,
)
"""The first mode of each tool is its default."""


class Tool:
    """A running script of `tools`. Started when first asked, and again after it has hung."""

    def __init__(self, command: list[str]) -> None:
        self._command = command
        self._process: subprocess.Popen[str] | None = None

    def ask(self, **request: Any) -> Answer:
        """The answer to *request*."""
        if self._process is None:
            pipe = subprocess.PIPE
            self._process = subprocess.Popen(
                self._command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, text=True
            )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        timer = threading.Timer(PATIENCE_S, self._process.kill)
        timer.start()
        line = self._process.stdout.readline()
        timer.cancel()
        if line:
            return Answer(*json.loads(line))
        self.close()
        return Answer(HUNG, 0, PATIENCE_S)

    def close(self) -> None:
        """End the script."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None


def tools(folder: Path, python: str) -> dict[str, Tool]:
    """The scripts, by tool; the peers in environments below *folder*."""
    commands = {n: environment(folder / n, python, wanted) for n, wanted in PEERS.items()}
    frontrun, interleave = commands["frontrun"], commands["interleave-test"]
    scripts = HERE / "tools"

    def script(name: str, *command: Path | str) -> Tool:
        return Tool([*map(str, command), str(scripts / f"with_{name}.py")])

    return {
        "treadle": script("treadle", sys.executable),
        "real threads": script("real_threads", sys.executable),
        "interleave-test": script("interleave", interleave / "python"),
        "frontrun": script("frontrun", frontrun / "frontrun", frontrun / "python"),
    }


@dataclass
class Row:
    """What was measured with one program.

    Attributes:
        bug: by mode, the answer for the program with the bug.
        twin: by mode, the answer for the mended one.
        rates: by mode, schedules per second of the mended one, round by round.

    """

    program: str
    bug: dict[Mode, Answer]
    twin: dict[Mode, Answer]
    rates: dict[Mode, list[float]]

    def best(self, tool: str) -> list[float]:
        """The rates of the faster mode of *tool*, round by round."""
        return max((r for m, r in self.rates.items() if m.tool == tool), key=statistics.median)

    def ratio(self, tool: str) -> float:
        """How many schedules of ours in the time of one of *tool*."""
        pairs = zip(self.best("treadle"), self.best(tool), strict=True)
        return statistics.median(a / b for a, b in pairs)


def measure(program: str, by_name: dict[str, Tool], modes: Iterable[Mode]) -> Row:
    """Measure all *modes* with *program*, in turn."""
    row = Row(program, {}, {}, {})

    def ask(mode: Mode, variant: str, seconds: float | None) -> Answer:
        tool = by_name[mode.tool]
        return tool.ask(program=program, variant=variant, mode=mode.mode, seconds=seconds)

    for mode in modes:
        row.bug[mode] = ask(mode, "Program", None)
        row.twin[mode] = ask(mode, "Mended", None)
    for _ in range(ROUNDS):
        for mode in modes:
            if mode.rated:
                answer = ask(mode, "Mended", RATE_S)
                row.rates.setdefault(mode, []).append(answer.schedules / answer.seconds)
    return row


# -- telling -----------------------------------------------------------------------------------


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _looked(answer: Answer) -> str:
    if answer.is_find:
        return f"{answer.schedules:,} in {_seconds(answer.seconds)}"
    return f"**{answer.found or 'missed'}** ({answer.schedules:,} in {_seconds(answer.seconds)})"


def _quiet(answer: Answer) -> str:
    if answer.is_find:
        return f"**false alarm** ({answer.schedules:,})"
    gave_up = f"{answer.found}, " if answer.found else ""
    return f"{gave_up}{answer.schedules:,} in {_seconds(answer.seconds)}"


def _seconds(seconds: float) -> str:
    return f"{seconds * 1000:,.0f} ms" if seconds < 1 else f"{seconds:,.1f} s"


def page(rows: list[Row]) -> str:
    """The tables, in Markdown."""
    modes = [mode for mode in MODES if mode in rows[0].bug]
    names = [str(mode) for mode in modes]
    rated = [mode for mode in modes if mode.rated]
    found = [[r.program, *(_looked(r.bug[m]) for m in modes)] for r in rows]
    sums = [f"{sum(r.bug[m].is_find for r in rows)} of {len(rows)}" for m in modes]
    quiet = [[r.program, *(_quiet(r.twin[m]) for m in modes)] for r in rows]
    alarms = [f"{sum(r.twin[m].is_find for r in rows)} false alarms" for m in modes]
    rates = [
        [
            r.program,
            *(f"{statistics.median(r.rates[m]):,.1f}" for m in rated),
            *(f"{r.ratio(tool):,.0f}" for tool in PEERS),
            f"{1 / r.ratio(REAL.tool):.2f}",
        ]
        for r in rows
    ]
    ratios = [f"ours to {tool}" for tool in PEERS]
    return "\n".join(
        [
            "## In short\n",
            _in_short(rows),
            "## The bug: schedules to it, seconds to the verdict\n",
            _table(["program", *names], [*found, ["**found**", *sums]]),
            "## The mended twin: schedules, seconds to the verdict\n",
            _table(["program", *names], [*quiet, ["**all**", *alarms]]),
            "## Schedules per second\n",
            _table(["program", *map(str, rated), *ratios, "ours per real run"], rates),
        ]
    )


def _in_short(rows: list[Row]) -> str:
    """The lowest and the median ratio to each of the others."""
    lines = []
    for tool, what in {**dict.fromkeys(PEERS, "schedules per second"), REAL.tool: "runs"}.items():
        ratios = sorted(row.ratio(tool) for row in rows)
        middle = statistics.median(ratios)
        lines.append([f"{tool}: {what}", f"{ratios[0]:,.2f}", f"{middle:,.2f}"])
    return _table(["ours as a multiple of", "lowest", "median"], lines)


def as_json(rows: list[Row]) -> dict[str, Any]:
    """All that was measured, as plain data."""
    return {
        row.program: {
            "bug": {str(m): a._asdict() for m, a in row.bug.items()},
            "twin": {str(m): a._asdict() for m, a in row.twin.items()},
            "schedules per second": {str(m): rates for m, rates in row.rates.items()},
            "ratio": {tool: row.ratio(tool) for tool in (*PEERS, REAL.tool)},
        }
        for row in rows
    }


def programs(wanted: Iterable[str]) -> list[str]:
    """The programs that are *wanted*; all, if none is named. Raises `click.UsageError`."""
    all_of_them = sorted(path.stem for path in (HERE / "planted").glob("[a-z]*.py"))
    for name in wanted:
        if name not in all_of_them:
            raise click.UsageError(
                f"there is no program {name}; there are {', '.join(all_of_them)}"
            )
    return sorted(wanted) or all_of_them


@click.command()
@click.argument("names", nargs=-1, metavar="[PROGRAM]...")
@click.option("--json", "json_file", type=click.Path(), help="Write the figures there, too.")
@click.option("--page", "page_file", type=click.Path(), help="Put the tables into this page.")
def main(names: tuple[str, ...], json_file: str | None, page_file: str | None) -> None:
    """Compare Treadle with its peers and with plain trials, on all programs or those named."""
    wanted = programs(names)
    try:
        by_name = tools(ROOT / ".benchmarks", new_enough_python())
    except NoPythonError as error:
        raise click.UsageError(str(error)) from None
    rows = []
    try:
        for program in wanted:
            click.echo(f"{len(rows) + 1} of {len(wanted)}: {program}", err=True)
            rows.append(measure(program, by_name, MODES))
    finally:
        for tool in by_name.values():
            tool.close()
    text = page(rows)
    if json_file is not None:
        Path(json_file).write_text(json.dumps(as_json(rows), indent=1), encoding="utf-8")
    if page_file is not None:
        into = Path(page_file)
        before = into.read_text(encoding="utf-8").partition("<!-- measured -->")[0]
        where = f"Measured with Python {platform.python_version()} on {platform.machine()}.\n\n"
        into.write_text(f"{before}<!-- measured -->\n\n{where}{text}", encoding="utf-8")
    click.echo(text)


if __name__ == "__main__":
    main()
