"""The command `treadle`: find the race in any file, and run a schedule again."""

from __future__ import annotations

import difflib
import inspect
import json
import os
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from treadle import no_room
from treadle import verdict as verdicts
from treadle.clocks import ADVERSARIAL, EXACT
from treadle.exploration import explore as explore_scenario
from treadle.exploration import replay as replay_scenario
from treadle.kit import commands
from treadle.kit.check_kit import check_kit
from treadle.kit.skeleton import new
from treadle.out_of_reach import ending
from treadle.search.replay import BadTokenError
from treadle.search.strategies import STRATEGIES
from treadle.settings import Settings
from treadle.source import read_source
from treadle.text import WIDTH
from treadle.verdict import Result, searched
from treadle.watchdog import still_standing
from treadle.world import World

PASSED, FOUND, USAGE, OURS = 0, 1, 2, 3
"""Exit codes: nothing found; a bug found; wrong usage or input; our own fault."""

SCHEDULES = 10_000
"""Executions of `treadle run`, unless told otherwise."""


class Commands(click.Group):
    """Commands that say it in a sentence if there is no room for what they print."""

    def invoke(self, ctx: click.Context) -> Any:
        """Invoke the command that is named; files that are read or written are its own matter."""
        try:
            return super().invoke(ctx)
        except OSError as error:
            if error.filename is not None or not (why := no_room.told(error)):
                raise
            click.echo(f"treadle: {why}", err=True)
            _end(USAGE)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="treadle", prog_name="treadle")
def main() -> None:
    """Find races and deadlocks by deciding which thread moves next.

    Exit codes: 0 passed, 1 a bug was found, 2 wrong usage or input, 3 a fault of Treadle's own.
    """


main.add_command(commands.list_exercises)
main.add_command(commands.hint)
main.add_command(commands.reset)
main.add_command(new)
main.add_command(check_kit)

_target = click.argument("target", metavar="FILE.py::SCENARIO")
_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON object, no story.")


_races = click.option(
    "--races", is_flag=True, help="Report data races too: accesses that nothing orders."
)
_clock = click.option(
    "--clock",
    type=click.Choice([ADVERSARIAL, EXACT]),
    default=ADVERSARIAL,
    help="adversarial: a sleep may last any time; exact: as long as it says, and computing takes "
    "none.",
)
_check_determinism = click.option(
    "--check-determinism",
    is_flag=True,
    help="Run every schedule twice, and say where the program does something else.",
)


@main.command()
@_target
@click.option(
    "--strategy",
    type=click.Choice(STRATEGIES),
    default="default",
    help="How to choose. default: all schedules if they are few enough, else the likeliest to "
    "fail; exhaustive: all; random, pct, pos, surw: by dice (docs/strategies.md).",
)
@click.option(
    "--schedules",
    type=click.IntRange(min=1),
    default=SCHEDULES,
    show_default=True,
    help="The most schedules to run.",
)
@click.option("--seed", type=int, default=0, show_default=True, help="For random choices.")
@click.option("--keep-going", is_flag=True, help="Go on after a failure, and count them.")
@_clock
@_races
@_check_determinism
@_json
def run(
    target: str,
    strategy: str,
    schedules: int,
    seed: int,
    keep_going: bool,
    clock: str,
    races: bool,
    check_determinism: bool,
    as_json: bool,
) -> None:
    """Run SCENARIO, a function that uses plain threading, under many schedules.

    Example: treadle run bank.py::two_deposits
    """
    settings = Settings(
        schedules=schedules,
        strategy=strategy,
        seed=seed,
        keep_going=keep_going,
        clock=clock,
        races=races,
        check_determinism=check_determinism,
    )
    world, scenario = _scenario(target)
    _report(_guarded(lambda: explore_scenario(world, scenario, settings)), target, clock, as_json)


@main.command()
@_target
@click.argument("token")
@_clock
@_races
@_json
def replay(target: str, token: str, clock: str, races: bool, as_json: bool) -> None:
    """Run SCENARIO once, on the schedule that TOKEN names.

    Example: treadle replay bank.py::two_deposits 41e
    """
    world, scenario = _scenario(target)

    def once() -> Result:
        try:
            return replay_scenario(world, scenario, token, Settings(clock=clock, races=races))
        except BadTokenError as error:
            raise click.UsageError(str(error)) from None

    _report(_guarded(once), target, clock, as_json)


def _scenario(target: str) -> tuple[World, Callable[[], object]]:
    """The world of FILE, and its function. Raises `click.UsageError` for what is not there."""
    file, separator, name = target.partition("::")
    if not separator or not name:
        raise click.UsageError(f"{target!r} does not say what to run; write FILE.py::SCENARIO")
    path = Path(file)
    try:
        if path.is_dir():
            raise click.UsageError(f"{file} is a folder; name a file in it")
        if path.exists() and not path.is_file():
            raise click.UsageError(f"{file} is no file with a program in it")
        compile(read_source(path), file, "exec")
    except (FileNotFoundError, NotADirectoryError):
        raise click.UsageError(f"there is no file {file}") from None
    except OSError as error:
        raise click.UsageError(f"{file} cannot be read: {error.strerror}") from None
    except SyntaxError as error:
        raise click.UsageError(f"{file}:{error.lineno} is not Python: {error.msg}") from None
    except (RecursionError, MemoryError) as error:
        why = str(error) or "it nests too deep"
        raise click.UsageError(f"{file} cannot be compiled: {why}") from None
    path = path.absolute()
    world = World(path.parent)

    def scenario() -> object:
        module = world.load(path)
        function: Any = module.__dict__.get(name)
        if not callable(function):
            raise _NoScenarioError(_no_such(file, name, module.__dict__))
        _takes_nothing(file, name, function)
        return function()

    return world, scenario


class _NoScenarioError(BaseException):
    """What was named cannot be run. Not an Exception, so that no program catches it."""


def _no_such(file: str, name: str, variables: dict[str, Any]) -> str:
    functions = [n for n, v in variables.items() if inspect.isfunction(v)]
    close = difflib.get_close_matches(name, functions, 1)
    hint = f"; did you mean {close[0]}?" if close else ""
    return f"{file} has no function {name!r}{hint}"


def _takes_nothing(file: str, name: str, function: Any) -> None:
    if hasattr(function, "treadle_test"):
        raise _NoScenarioError(
            f"{name} in {file} has @treadle.explore above it, so it explores itself; run it by: "
            f"pytest {file}::{name}"
        )
    if inspect.isgeneratorfunction(function) or inspect.isasyncgenfunction(function):
        raise _NoScenarioError(
            f"{name} in {file} cannot be run as a scenario: it is a generator, and to call it "
            "runs nothing of it"
        )
    try:
        inspect.signature(function).bind()
    except TypeError as error:
        raise _NoScenarioError(
            f"{name} in {file} cannot be run as a scenario: {error}; it must take no arguments"
        ) from None
    except ValueError:
        pass


def _guarded(work: Callable[[], Result]) -> Result:
    """What *work* gives; a mistake of the person or of ours ends the command with its code."""
    sys.unraisablehook = lambda _: None  # what a finaliser of the program raises is not ours
    try:
        with ending(sys.__stderr__ or 2):
            result = work()
    except click.ClickException:
        raise
    except KeyboardInterrupt:
        click.echo("stopped", err=True)
        sys.exit(130)
    except Exception as error:
        _our_fault(f"{type(error).__name__}: {error}", error)
    if isinstance(result.verdict.error, _NoScenarioError):
        raise click.UsageError(str(result.verdict.error))
    if result.verdict.name == verdicts.KIT_ERROR:
        _our_fault(result.verdict.message, result.verdict.error)
    return result


def _our_fault(message: str, error: BaseException | None) -> None:
    import traceback

    click.echo(
        "This should never happen: it is a fault of Treadle, not of your program.\n"
        f"Please report it with what follows.\n\n{message}",
        err=True,
    )
    if error is not None:
        click.echo("".join(traceback.format_exception(error)), err=True)
    sys.exit(OURS)


def _report(result: Result, target: str, clock: str, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(result.as_json()))
    elif result.verdict.failed:
        from rich.console import Console

        from treadle.story import goes_by_times, show

        command = f"treadle replay {target} {result.replay}" if result.replay else ""
        if result.verdict.name == verdicts.DATA_RACE:
            command += " --races"
        if command and clock == EXACT:
            command += " --clock exact"
        Console(highlight=False).print(show(result, replay_command=command))
        if goes_by_times(result):
            click.echo("Where the times are meant:  --clock exact  goes by them.")
    else:
        passed = click.style("passed", fg="green", bold=True)
        click.echo(f"{passed} ({searched(result.schedules, proved=result.proved)})")
        if result.unproved:
            click.echo(textwrap.fill(f"Not proved: {result.unproved}.", WIDTH))
    _end(FOUND if result.verdict.failed else PASSED)


def _end(code: int) -> None:
    """End the command with *code*, also if a thread stands still that cannot be ended."""
    if still_standing():
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    sys.exit(code)
