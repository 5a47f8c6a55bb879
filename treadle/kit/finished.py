"""A plugin for the run of the rules: says which exercise has been looked at, as soon as it is."""

from __future__ import annotations

import re
from collections import Counter

import pytest

SAYS = "exercise is through: "
"""What each of its lines has before the name of the exercise, and what came out."""

_OF_EXERCISE = re.compile(r"\[(\d\d_\w+)")


def exercise_of(test: str) -> str:
    """The exercise that a test of the rules is about; empty if it is about none in particular."""
    found = _OF_EXERCISE.search(test)
    return found[1] if found else ""


def told(kept: int, broken: int) -> str:
    """How the rules of an exercise came out."""
    return f"{broken} broken" if broken else f"{kept} kept"


class Finished:
    """Counts what is left to do of each exercise."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._left: Counter[str] = Counter()
        self._broken: dict[str, set[str]] = {}
        self._all: Counter[str] = Counter()

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """All is run in this process."""
        if session.items:
            self._expect([item.nodeid for item in session.items])

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, ids: list[str]) -> None:
        """Or by others, each of which has found the same."""
        self._expect(ids)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A phase of a test is over."""
        name = exercise_of(report.nodeid)
        if report.failed:
            self._broken.setdefault(name, set()).add(report.nodeid)
        if report.when != "teardown":
            return
        self._left[name] -= 1
        if name and not self._left[name]:
            reporter = self._config.pluginmanager.get_plugin("terminalreporter")
            if reporter is not None:
                broken = sorted(self._broken.get(name, ()))
                came_out = told(self._all[name] - len(broken), len(broken))
                which = ": " + ", ".join(rule.rpartition("::")[2] for rule in broken)
                reporter.write_line(f"{SAYS}{name} {came_out}{which if broken else ''}")

    def _expect(self, ids: list[str]) -> None:
        self._all = Counter(map(exercise_of, ids))
        self._left = self._all.copy()


def pytest_configure(config: pytest.Config) -> None:
    """Watch, in the process that reports."""
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Finished(config))
