"""The pytest plugin: the learner's module as a fixture, and what a check has to say, in the report.

Options: `--code` checks the code of somebody else (a model answer, a submission), `--trials` runs
the checks on real threads, `--treadle-results` writes a line of JSON for every check as soon as it
is decided, for graders.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Generator
from contextlib import ExitStack
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest

from treadle import check, watchdog
from treadle.arguments import NotExplorable
from treadle.checked_module import NotSubmitted, known_path, module_path
from treadle.failure import Failure, Told, told_before
from treadle.kit.progress import next_step
from treadle.out_of_reach import ending
from treadle.report import FAILED, Decision, decide, foot, summary
from treadle.search.replay import BadTokenError, schedule_of
from treadle.searched import EXPLORED, explored, how_searched, in_a_line
from treadle.text import from_here, quoted
from treadle.trials import StressFailed

if TYPE_CHECKING:
    from treadle.program import ProgramResult

TIMEOUT_S = 300
"""Real time after which a check is given up, in seconds: the last resort.

A check ends by itself much sooner: one that is explored counts its schedules and the processor's
time, and is looked after by a watchdog; one that runs programs gives them limits of their own. On a
busy machine that takes longer.
"""

TOLD = pytest.StashKey[dict[Path, dict[str, str]]]()
"""Which check of a file was the first to tell a story: nobody has to read it five times."""


class Hooks:
    """What other plugins can hear of checks; a grader does."""

    @pytest.hookspec
    def pytest_treadle_event(self, config: pytest.Config, event: dict[str, Any]) -> None:
        """A check was "collected", "start"s, or is decided ("check"); see `--treadle-results`."""


def pytest_addhooks(pluginmanager: pytest.PytestPluginManager) -> None:
    """Declare the hook of our own."""
    pluginmanager.add_hookspecs(Hooks)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare the options."""
    group = parser.getgroup("treadle", "concurrency exercises")
    group.addoption(
        "--code",
        metavar="PATH",
        help="check the code found there (a file, or a folder laid out like exercises/) "
        "instead of the module beside the checks",
    )
    group.addoption(
        "--trials",
        type=int,
        default=0,
        metavar="N",
        help="run every explored check N times on real threads instead of exploring it",
    )
    group.addoption(
        "--check-determinism",
        action="store_true",
        help="run every schedule of an explored check twice, and say where it does something else",
    )
    group.addoption(
        "--replay",
        metavar="TOKEN",
        help="run an explored check once, on the schedule that TOKEN names",
    )
    group.addoption(
        "--treadle-results",
        metavar="FILE",
        help="append one line of JSON to FILE for every check, as soon as it is decided",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Check the options."""
    config.addinivalue_line("markers", "points(n): what a check of an exercise is worth")
    code = config.getoption("--code")
    if code is not None and not Path(code).exists():
        raise pytest.UsageError(f"--code {code}: there is no such file or folder")
    if config.getoption("--trials") < 0:
        raise pytest.UsageError("--trials must not be negative")
    check.trials = config.getoption("--trials")
    check.token = config.getoption("--replay")
    check.check_determinism = config.getoption("--check-determinism")
    if check.token is not None:
        try:
            schedule_of(check.token)
        except BadTokenError as error:
            raise pytest.UsageError(f"--replay: {error}") from None
    if watchdog.rearm is watchdog.nobody and _has_a_free_timer(config):
        output = os.dup(2)  # later, pytest catches what is written there
        stack = ExitStack()
        stack.callback(os.close, output)
        stack.enter_context(ending(output))
        config.add_cleanup(stack.close)


def _has_a_free_timer(config: pytest.Config) -> bool:
    """Whether pytest has `faulthandler`, and does not need its only timer for itself."""
    if not config.pluginmanager.hasplugin("faulthandler"):
        return False
    return not float(config.getini("faulthandler_timeout") or 0)


# -- what is checked ---------------------------------------------------------------------------


@pytest.fixture
def exercise(request: pytest.FixtureRequest) -> ModuleType | check.Exercise:
    """The learner's module: fresh for each execution of an explored check, or loaded plainly."""
    handle = check.Exercise(module_path(request))
    if hasattr(request.function, "treadle_settings"):
        return handle
    return handle.plain()


@pytest.fixture
def program(request: pytest.FixtureRequest) -> Callable[..., ProgramResult]:
    """The learner's file as a program: call it with arguments to run it in a real process."""
    from treadle.program import run_program

    path = module_path(request)

    def run(*args: str, timeout_s: float = 10.0) -> ProgramResult:
        return run_program(path, *args, timeout_s=timeout_s)

    run.path = path  # type: ignore[attr-defined]
    return run


def is_check(item: pytest.Item) -> bool:
    """Whether *item* is a check of an exercise."""
    return item.get_closest_marker("points") is not None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put a limit of real time behind every check."""
    for item in items:
        if is_check(item) and item.get_closest_marker("timeout") is None:
            item.add_marker(pytest.mark.timeout(TIMEOUT_S))


# -- what came out -----------------------------------------------------------------------------


def described(item: pytest.Item) -> dict[str, Any]:
    """What is known of a check before it is run."""
    document = getattr(getattr(item, "obj", None), "__doc__", None) or ""
    points = item.get_closest_marker("points")
    return {
        "exercise": item.path.parent.name,
        "check": item.name,
        "title": document.strip().partition("\n")[0].rstrip(".") or item.name,
        "points": points.args[0] if points is not None and points.args else 0,
        "nodeid": item.nodeid,
    }


def pytest_collection_finish(session: pytest.Session) -> None:
    """With --collect-only: tell which checks there are."""
    if session.config.getoption("collectonly"):
        for item in session.items:
            if is_check(item):
                module = item.path.name.removeprefix("test_")
                _tell(item.config, {"event": "collected", **described(item), "module": module})


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None]:
    """Tell that a check begins, so that its end is not needed to know of it."""
    check.results.clear()
    if is_check(item):
        _tell(item.config, {"event": "start", **described(item)})
    yield


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Put the story where the traceback would be, and the decision into the report."""
    report: pytest.TestReport = yield
    error = call.excinfo.value if call.excinfo is not None else None
    if isinstance(error, BadTokenError):
        report.longrepr = str(error)
        return report
    if not is_check(item):
        if isinstance(error, check.CheckFailed):
            token = error.result.replay
            again = f"replay it: {_command(item)} --replay {token}" if token else ""
            from treadle.story import goes_by_times

            if goes_by_times(error.result):
                again += '\nwhere the times are meant: @treadle.explore(clock="exact")'
            report.longrepr = Failure(None, again, error)  # type: ignore[assignment]
        elif isinstance(error, NotExplorable) or _ran_out_of_time(error):
            report.longrepr = str(error)
        elif call.when == "call" and report.passed and check.results:
            searched = (EXPLORED, how_searched(check.results))
            report.user_properties.append(searched)
            item.user_properties.append(searched)  # which a file of JUnit's is made of
        return report
    decided = call.when == "call" or (call.when == "setup" and error is not None)
    if not decided or report.skipped:
        return report
    decision = decide(
        described(item),
        error,
        check.results[-1] if check.results else None,
        trials=check.trials,
        submitted=not isinstance(error, NotSubmitted),
        path=known_path(item),
        check_file=item.path,
    )
    report.user_properties.append(("treadle", decision.as_json()))
    if decision.outcome == FAILED and check.shown:
        hints = from_here(item.path.with_name("hints.md"))
        again = foot(decision, _command(item), hints)
        told = item.config.stash.setdefault(TOLD, {}).setdefault(item.path, {})
        briefly = told_before(decision, error, item.name, told)
        if briefly:
            report.longrepr = f"{briefly}\n\n{again.partition(chr(10))[0]}"
        else:
            report.longrepr = Failure(decision, again, error)  # type: ignore[assignment]
    elif decision.text:
        report.longrepr = decision.text
    _tell(item.config, {"event": "check", **decision.as_json()})
    return report


def _ran_out_of_time(error: BaseException | None) -> bool:
    """Whether it is only the time that was up, in trials on real threads."""
    return isinstance(error, StressFailed) and error.result.error is None


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """See to it that what comes as text, as it does from another process, fits the terminal."""
    if isinstance(report.longrepr, str):
        report.longrepr = Told(report.longrepr)  # type: ignore[assignment]


@pytest.hookimpl(wrapper=True)
def pytest_report_teststatus(
    report: pytest.CollectReport | pytest.TestReport,
) -> Generator[None, Any, Any]:
    """With -v and -rp: say of a test that passed what its exploration is worth."""
    status = yield
    searched = explored([report])
    if not searched or report.when != "call" or status[::2] != ("passed", "PASSED"):
        return status
    return (*status[:2], f"PASSED ({searched[0]})")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> Generator[None]:
    """The points of each exercise, and what to do next: the last that is said."""
    yield
    if check.token is not None:
        told = "\nOnly one schedule was run; without --replay, all are tried and points are given."
        terminalreporter.write_line(told)
        return
    searched = explored(terminalreporter.stats.get("passed", ()))
    verbosity = config.get_verbosity()
    if searched and verbosity >= 0:
        terminalreporter.write_line(in_a_line(searched, each_is_told=verbosity > 0))
    decided = [
        (report.location, Decision.from_json(value))
        for reports in terminalreporter.stats.values()
        for report in reports
        for name, value in getattr(report, "user_properties", ())
        if name == "treadle"
    ]
    if decided:
        decided.sort(key=lambda pair: pair[0])
        terminalreporter.write_sep("=", "points")
        decisions = [decision for _, decision in decided]
        width = terminalreporter._tw.fullwidth if terminalreporter.isatty else 0
        for line, markup in summary(decisions, width):
            terminalreporter.write_line(line, **markup)
        of_others = config.getoption("--code") is not None or check.trials
        step = "" if of_others else next_step(config, decisions)
        if step:
            terminalreporter.write_line(f"\n{step}")


def _command(item: pytest.Item) -> str:
    """The line to type to run *item* again."""
    code = item.config.getoption("--code")
    where = f" --code {quoted(from_here(Path(code).absolute()))}" if code is not None else ""
    names = item.nodeid.partition("::")[2]
    return f"pytest {quoted(f'{from_here(item.path)}::{names}')}{where}"


def pytest_treadle_event(config: pytest.Config, event: dict[str, Any]) -> None:
    """Write *event* where `--treadle-results` says."""
    target = config.getoption("--treadle-results")
    if target is not None:
        with Path(target).open("a", encoding="utf-8") as file:
            file.write(json.dumps(event) + "\n")


def _tell(config: pytest.Config, event: dict[str, Any]) -> None:
    config.hook.pytest_treadle_event(config=config, event=event)
