"""The checks of exercise 21."""

import os
import re

import pytest

LINE = re.compile(
    r"(?P<process>\d+) "
    r"(alive (?P<alive>\d+)|worker (?P<worker>\d+) step (?P<step>\d+)|end after (?P<end>\d+))"
)

IN_TURN = """
import os, subprocess, sys, time
from multiprocessing.process import BaseProcess
from pathlib import Path

FOLDER = Path(__file__).parent
LOG, STEPS, PATIENCE = Path({log!r}), {steps}, 5
begin = BaseProcess._bootstrap


def logged():
    return LOG.read_text(encoding="utf-8").count(" step ") if LOG.exists() else 0


def wait_for_those_before(number):
    known, looks = -1, 0
    while looks < PATIENCE:
        for _ in range(20):
            now = logged()
            if now == STEPS or all((FOLDER / f"ended {{n}}").exists() for n in range(number)):
                return
            time.sleep(0.005)
        known, looks = now, looks + 1 if now == known else 0
        subprocess.run([sys.executable, "-c", "import multiprocessing"], check=True)


def in_turn(self, *arguments, **others):
    number = 0
    while (FOLDER / f"begun {{number}}").exists():
        number += 1
    try:
        (FOLDER / f"begun {{number}}").touch(exist_ok=False)
    except FileExistsError:
        return in_turn(self, *arguments, **others)
    wait_for_those_before(number)
    try:
        return begin(self, *arguments, **others)
    finally:
        (FOLDER / f"ended {{number}}").touch()


BaseProcess._bootstrap = in_turn
"""
"""Has each process begin when those before have ended, so that one that could do the work of two does.

If those before get no further (they wait for it, or do something else), it begins all the same; how
long that takes is measured in new Pythons, for on a slow machine these are slow, too.
"""


class Log:
    """Runs the program until its end, and reads the log that it has written."""

    def __init__(self, program, path, workers, steps, **limit):
        self.result = program(path, workers, steps, **limit).check()
        assert path.exists(), f"the program has ended, but there is no log.{self.why}"
        text = path.read_text(encoding="utf-8")
        assert text.endswith("\n"), f"the last line of the log has no end.{self.why}"
        self.lines = []
        for number, line in enumerate(text.splitlines(), 1):
            match = LINE.fullmatch(line)
            shown = re.sub(r"\d{3,}", "…", line)  # the numbers of processes are never the same
            assert match, f"line {number} of the log is not as it should be: {shown!r}.{self.why}"
            self.lines.append(match.groupdict())

    @property
    def why(self):
        return f" {self.result.note}" if self.result.note else ""

    def steps(self, worker):
        return [int(line["step"]) for line in self.lines if line["worker"] == str(worker)]

    def processes(self, what):
        return {line["process"] for line in self.lines if line[what]}

    def check_workers(self, workers, steps):
        asked = f"with WORKERS {workers} and STEPS {steps}"
        expected = list(range(1, steps + 1))
        for worker in range(1, workers + 1):
            found = self.steps(worker)
            assert found == expected, (
                f"{asked}, worker {worker} should have the steps {expected} in the log, "
                f"but it has {found}.{self.why}"
            )
        written = {int(line["worker"]) for line in self.lines if line["worker"]}
        strangers = sorted(written - set(range(1, workers + 1)))
        assert not strangers, (
            f"{asked}, there should be no worker {strangers[0]}, but the log has steps of it"
        )

    def check_logger(self):
        alive = [int(line["alive"]) for line in self.lines if line["alive"]]
        assert alive, f"the log has no line 'alive …'.{self.why}"
        assert alive == list(range(1, len(alive) + 1)), (
            f"the lines 'alive …' should be numbered from 1 without a gap.{self.why}"
        )
        ends = [line for line in self.lines if line["end"]]
        assert len(ends) == 1, f"the log should have one line 'end …', not {len(ends)}.{self.why}"
        assert ends[0] is self.lines[-1], (
            "'end …' should be the last line of the log, "
            f"but there are lines of workers after it.{self.why}"
        )
        assert int(ends[0]["end"]) == len(alive), (
            "the number in 'end after …' should be that of the lines 'alive …', "
            f"but it is another.{self.why}"
        )


@pytest.fixture
def run(program, tmp_path):
    return lambda workers, steps: Log(program, tmp_path / f"log {workers}", workers, steps)


@pytest.mark.points(35)
def test_the_program_comes_to_an_end(program, tmp_path):
    """The program comes to an end: no process waits for what only another process could do."""
    program(tmp_path / "log", 3, 2).check()


@pytest.mark.points(25)
def test_every_step_is_logged(run):
    """No line is lost: the log has every step of every worker."""
    run(3, 4).check_workers(3, 4)


@pytest.mark.points(15)
def test_the_logger_is_complete(run):
    """The logger sees everybody off: its lines have no gap, and its last is the last of all."""
    run(3, 2).check_logger()


@pytest.mark.points(15)
@pytest.mark.timeout(60)
def test_every_worker_is_a_process(program, tmp_path, monkeypatch):
    """The work is done in parallel: every worker is a process of its own."""
    file = tmp_path / "in turn" / "sitecustomize.py"  # each Python begins with it
    file.parent.mkdir()
    file.write_text(IN_TURN.format(log=str(tmp_path / "log"), steps=3 * 2), encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(file.parent), prepend=os.pathsep)
    log = Log(program, tmp_path / "log", 3, 2, timeout_s=40)
    log.check_workers(3, 2)
    workers, logger = log.processes("worker"), log.processes("alive")
    assert not workers & logger, (
        "the workers should be processes of their own, but the process of the logger "
        "has also written steps of a worker"
    )
    assert len(workers) == 3, (
        f"3 workers should be 3 processes, but their steps were logged by {len(workers)}"
    )


@pytest.mark.points(10)
def test_any_number_of_workers(run):
    """It does what it is asked: one worker with many steps, many workers with one step."""
    for workers, steps in [(1, 6), (5, 1)]:
        log = run(workers, steps)
        log.check_workers(workers, steps)
        log.check_logger()
