"""The checks of exercise 21."""

import contextlib
import os
import re
import sys
from collections import Counter
from functools import partial

import pytest

import treadle

LINE = re.compile(
    r"(?P<process>\d+) "
    r"(alive (?P<alive>\d+)|worker (?P<worker>\d+) step (?P<step>\d+)|end after (?P<end>\d+))"
)

EACH_PYTHON = """
import os, subprocess, sys, threading, time
from multiprocessing.process import BaseProcess
from pathlib import Path

FOLDER, FILE = Path(__file__).parent, {file!r}
LOG, WORKERS, STEPS = Path({log!r}), {workers}, {workers} * {steps}
begin = BaseProcess._bootstrap


def note_this_process():
    (FOLDER / f"process {{os.getpid()}}").touch()


def note_other_programs(event, arguments):
    if event in ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn"):
        (FOLDER / "other programs").touch()


note_this_process()
os.register_at_fork(after_in_child=note_this_process)
sys.addaudithook(note_other_programs)


def text():
    return LOG.read_bytes() if LOG.exists() else b""


def steps():
    return text().count(b" step ")


def pause():
    time.sleep(0.005)


def look_again(looks):
    for _ in range(looks):
        for _ in range(20):
            yield pause()
        subprocess.run([sys.executable, "-c", "import multiprocessing"], check=True)


def wait_until(all_is_there, how_far, patience=5):
    known = None
    while known != (known := how_far()):
        for _ in look_again(patience):
            if all_is_there():
                return
"""
"""What each Python of the program begins with. It waits for others until they get no further.

How long that takes is measured in new Pythons, for on a slow machine these are slow, too.
"""

IN_TURN = """
def number_of_this_process():
    number = 0
    while True:
        try:
            (FOLDER / f"begun {number}").touch(exist_ok=False)
            return number
        except FileExistsError:
            number += 1


def bootstrap(self, *arguments, **others):
    number = number_of_this_process()
    before = [FOLDER / f"ended {each}" for each in range(number)]
    wait_until(lambda: steps() == STEPS or all(path.exists() for path in before), steps)
    if b"\\n%d worker " % os.getpid() in b"\\n" + text():
        (FOLDER / "not yet begun").touch()
    try:
        return begin(self, *arguments, **others)
    finally:
        (FOLDER / f"ended {number}").touch()


BaseProcess._bootstrap = bootstrap
"""
"""Has each process begin when those before have ended: one that could do the work of two does."""

FIRST_COMES_LAST = """
import multiprocessing.synchronize, selectors

SECOND = 1.5  # with what a program does beside its waits
COUNTING = FOLDER / "counting"  # is there while the log should get one line 'alive' after another
nap, mine = time.sleep, threading.local()


def pause():
    nap(0.005)


def alive():
    return text().count(b" alive ")


def wait_begins():
    if getattr(mine, "alive", None) != (known := alive()):
        mine.alive, mine.waited = known, 0


def is_too_long(seconds):
    mine.waited += seconds
    return mine.waited > SECOND and COUNTING.exists() and alive() == mine.alive


def patient(wait):
    def waiting(waited_for, timeout=None):
        wait_begins()
        result = wait(waited_for, timeout)
        while timeout is not None and not result and is_too_long(max(timeout, 0)):
            timeout, result = 0, wait(waited_for, 0.05)
        return result

    return waiting


def patient_sleep(seconds):
    wait_begins()
    nap(min(seconds, 0.1))
    while is_too_long(seconds):
        seconds = nap(0.05) or 0


def patient_methods(lock):
    real = lock._semlock
    acquire = patient(lambda block, timeout: real.acquire(block, timeout))
    lock.acquire = lambda block=True, timeout=None: acquire(block, timeout)
    lock.release = real.release


def make_waits_patient(frame, event, _):
    if frame.f_code.co_filename == FILE:
        sys.settrace(None)
        time.sleep = patient_sleep
        threading.Condition.wait = patient(threading.Condition.wait)
        multiprocessing.synchronize.SemLock._make_methods = patient_methods
        for name in "SelectSelector", "PollSelector", "EpollSelector", "KqueueSelector":
            if selector := getattr(selectors, name, None):
                selector.select = patient(selector.select)


sys.settrace(make_waits_patient)


def bootstrap(self, *arguments, **keywords):
    if self._identity[-1] == 1:
        ended, others = (lambda: b" end " in text()), STEPS - STEPS // WORKERS
        over = lambda: ended() or steps() == STEPS  # then this one is no worker
        wait_until(lambda: ended() or steps() >= others, steps, patience=20)
        if steps():  # the others do not wait for this one
            wait_until(over, steps)  # who takes it that all is done has time to say so
            COUNTING.touch()
            before = alive()
            wait_until(lambda: over() or alive() > before + 1, alive, patience=12)
            (FOLDER / f"late {os.getpid()} {alive() - before}").touch()
            COUNTING.unlink()
    return begin(self, *arguments, **keywords)


BaseProcess._bootstrap = bootstrap
"""
"""Has the first process begin when all others have done their work, and the logger has gone on.

Meanwhile no clock decides. A sleep of the program is over soon, for it is no way to wait for
somebody, however long it is. And a thread whose waits are longer than a second, all in all, goes on
only when there is one more line 'alive': if it is the logger, there is none, however slow a machine is.
"""

LOGGER_COMES_LAST = """
JOIN = threading.Thread.join.__code__
run = threading.Thread._bootstrap_inner


def awaited():
    frame = sys._current_frames().get(threading.main_thread().ident)
    while frame is not None and frame.f_code is not JOIN:
        frame = frame.f_back
    return frame is not None


def is_of_program(thread):
    does = getattr(thread, "_target", None) or type(thread).run
    return getattr(getattr(does, "__code__", None), "co_filename", "") == FILE


def come_late(thread):
    does = thread.run

    def wait_and_do():
        (FOLDER / "held").touch()
        wait_until(lambda: awaited() and steps() == STEPS, steps, patience=8)
        if awaited():
            (FOLDER / "awaited").touch()
        does()

    if is_of_program(thread):
        thread.run = wait_and_do
    run(thread)


def bootstrap(self, *arguments, **others):
    if self._identity[-1] > WORKERS:  # the workers are there, so this one may be the logger
        wait_until(lambda: steps() == STEPS, steps, patience=8)
        for _ in look_again(3):
            pass
    return begin(self, *arguments, **others)


threading.Thread._bootstrap_inner = come_late
BaseProcess._bootstrap = bootstrap
"""
"""Has a thread of the program begin when it is waited for, after all steps, if they can be done.

A process begins then, too, if as many as there are workers were started before.
"""

INTO_A_LINE = """
waited = []


def begun():
    lines, _, last = text().rpartition(b"\\n")
    own = last.split()[:1] == [b"%d" % os.getpid()]
    return len(lines) + 1 + len(last) if own else 0


def trace(frame, event, _):
    if frame.f_code.co_filename != FILE:
        return None
    me = threading.get_ident()
    here, enough = (os.getpid(), me), 1 if me == threading.main_thread().ident else 2
    if waited.count(here) < enough and (size := begun()):
        waited.append(here)
        for _ in look_again(5):
            if len(text()) > size:
                break
    return trace


sys.settrace(trace)
threading.settrace(trace)
"""
"""Has a process that has begun a line of its own wait: others write into it if they can.

Nobody waits at what another process has begun, so all others can go on. (The main thread may take
for its own what a thread beside it has begun, and keep all others from coming; so it waits once, and
that thread twice.)
"""


BETWEEN_LINES = """
nap, me = time.sleep, threading.get_ident
stood = set()  # the lines that another thread stood at when the program forked
fork = None  # the one in preparation


class Fork:
    def __init__(self):
        self.thread = me()
        self.stands = False  # whether another thread stands at a line, until the fork is done
        self.passed = 0  # so many lines of others were passed by


def pause():
    nap(0.005)


def trace(frame, event, _):
    if frame.f_code.co_filename != FILE:
        return None
    known = fork
    if event == "line" and known is not None and known.thread != me() and not known.stands:
        known.passed += 1
        if frame.f_lineno not in stood or known.passed > 100:
            stood.add(frame.f_lineno)
            known.stands = True
            while fork is known:
                nap(0.001)
    return trace


def is_there(frame):
    while frame is not None and frame.f_code.co_filename != FILE:
        frame = frame.f_back
    return frame is not None


def before_fork():
    global fork
    fork = known = Fork()
    if any(is_there(frame) for thread, frame in sys._current_frames().items() if thread != me()):
        for _ in look_again(2):
            if known.stands:
                break


def after_fork():
    global fork
    fork = None


def shortly(wait):
    return lambda self, timeout=None: wait(self, 0.01 if 0 < (timeout or 0) <= 1 else timeout)


os.register_at_fork(before=before_fork, after_in_parent=after_fork, after_in_child=after_fork)
threading.settrace(trace)
threading.Condition.wait = shortly(threading.Condition.wait)
time.sleep = lambda seconds: nap(0.01 if 0 < seconds <= 1 else seconds)
"""
"""Has each fork happen while another thread stands before another line of the learner's file."""


UNWRITTEN = """
import gc, io


def bootstrap(self, *arguments, **others):
    result = begin(self, *arguments, **others)
    for each in gc.get_objects():
        if isinstance(each, io.TextIOWrapper) and not each.closed and each.name == str(LOG):
            before = text()
            each.flush()
            if text() != before:
                (FOLDER / "unwritten").touch()
    return result


BaseProcess._bootstrap = bootstrap
"""
"""Notes whether a process ends with something in the buffer of the log."""


class Log:
    """Runs the program until its end, and reads the log that it has written."""

    def __init__(self, program, path, workers, steps, mixed="", **limit):
        if sys.platform == "win32":
            pytest.skip("what several processes append to one file is not kept whole on Windows")
        self.result = program(path, workers, steps, **limit).check()
        assert path.exists(), f"the program has ended, but there is no log.{self.why}"
        text = path.read_text(encoding="utf-8")
        assert text.endswith("\n"), f"the last line of the log has no end.{self.why}"
        self.lines = []
        for number, line in enumerate(text.splitlines(), 1):
            match = LINE.fullmatch(line)
            shown = re.sub(r"\d{3,}", "…", line)  # the numbers of processes are never the same
            assert match, (
                f"line {number} of the log is not as it should be: {shown!r}.{mixed}{self.why}"
            )
            self.lines.append(match.groupdict())

    @property
    def why(self):
        return f" {self.result.note}" if self.result.note else ""

    def check_no_line_is_doubled(self, why=""):
        lines = Counter(tuple(line.items()) for line in self.lines)
        (most, times), *_ = lines.most_common(1)
        shown = " ".join(f"{key} {value}" for key, value in most[1:] if value)
        assert times == 1, (
            f"the log has the line '… {shown}' of one process {times} times.{why}"
        )

    def steps(self, worker):
        return [int(line["step"]) for line in self.lines if line["worker"] == str(worker)]

    def processes(self, what):
        return {line["process"] for line in self.lines if line[what]}

    def has_all_steps(self, workers, steps):
        expected = list(range(1, steps + 1))
        return all(self.steps(worker) == expected for worker in range(1, workers + 1))

    def check_workers(self, workers, steps, lost=""):
        asked = f"with WORKERS {workers} and STEPS {steps}"
        expected = list(range(1, steps + 1))
        for worker in range(1, workers + 1):
            found = self.steps(worker)
            assert found == expected, (
                f"{asked}, worker {worker} should have the steps {expected} in the log, "
                f"but it has {found}.{lost}{self.why}"
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
            f"{len(alive)}, but it is {ends[0]['end']}.{self.why}"
        )


@pytest.fixture
def run(program, tmp_path):
    return lambda workers, steps: Log(program, tmp_path / f"log {workers}", workers, steps)


@pytest.fixture
def run_with(program, tmp_path, monkeypatch):
    """Run the program when each Python begins with something, and has a folder for its notes."""

    path = program.path

    def run_with(beginning, name="each", program=program, workers=3, steps=2, **others):
        file = tmp_path / name / "sitecustomize.py"
        file.parent.mkdir()
        log = tmp_path / f"log {name}"
        asked = {"workers": workers, "steps": steps}
        begin = EACH_PYTHON.format(file=str(path), log=str(log), **asked)
        text = begin + beginning
        # Of a file with such a name no line is shown: it is not the learner's.
        file.write_text(f"exec(compile({text!r}, '<check>', 'exec'))", encoding="utf-8")
        with monkeypatch.context() as patch:
            patch.setenv("PYTHONPATH", str(file.parent), prepend=os.pathsep)
            return Log(program, log, workers, steps, timeout_s=60, **others), file.parent

    return run_with


@pytest.mark.points(35)
def test_the_program_comes_to_an_end(program, tmp_path):
    """The program comes to an end: no process waits for what only another process could do."""
    result = program(tmp_path / "log", 3, 2).check()
    assert result.report.get("event") != "gave-up", (
        f"A process has waited, if only for a while, for what nobody will do. {result.note}"
    )


@pytest.mark.points(25)
def test_every_step_is_logged(run, run_with, program, tmp_path):
    """No line is lost or mixed up: the log has every step of every worker."""
    log, lost = run(3, 4), ""
    if not log.has_all_steps(3, 4):
        with contextlib.suppress(AssertionError):
            run_with(UNWRITTEN, name="end")
        if (tmp_path / "end" / "unwritten").exists():
            lost = (
                " What it had written was still in the buffer of a file when the process ended, and "
                "a child process ends without writing that: it has to flush or close the file itself."
            )
    log.check_workers(3, 4, lost)
    log.check_no_line_is_doubled()
    log, _ = run_with(
        INTO_A_LINE,
        mixed=" One process had written a part of it when another one wrote: who writes a line in"
        " parts has to keep the others out until it is whole.",
    )
    log.check_workers(3, 2)
    unpinned = partial(treadle.run_program, program.path, pin=False)
    log, _ = run_with(BETWEEN_LINES, name="forks", program=unpinned, workers=10, steps=1)
    log.check_workers(10, 1)
    log.check_no_line_is_doubled(
        " The program forked while another thread stood in the midst of its own lines: what is in the "
        "buffer of a file at such a moment is in the child's copy of it, too, and both write it"
    )


@pytest.mark.points(15)
def test_the_logger_is_complete(run, run_with):
    """The logger sees everybody off: its lines have no gap, and its last is the last of all."""
    run(3, 2).check_logger()
    log, notes = run_with(FIRST_COMES_LAST)
    log.check_logger()
    alive = {path.name.split()[1]: int(path.name.split()[2]) for path in notes.glob("late *")}
    few = [alive[process] for process in log.processes("worker") if alive.get(process, 2) < 2]
    assert not few, (
        "one worker came much later than the others; while it was waited for, the log should have "
        "got one line 'alive …' after another, at least every second, but it got "
        f"{('none', 'only one')[few[0]]} (what is still in a buffer is not in the log)"
    )
    log, notes = run_with(LOGGER_COMES_LAST, name="logger")
    waits = ""  # of a process it is not known
    if (notes / "held").exists():
        was = "was" if (notes / "awaited").exists() else "was not seen"
        waits = f", and the program {was} waiting for it to end"
    assert log.processes("alive"), (
        f"the logger was held back until all workers had done their steps{waits}; "
        "the log should have a line 'alive …' all the same, but it has none"
    )


@pytest.mark.points(15)
def test_every_worker_is_a_process(run_with):
    """Every worker is a process of its own."""
    log, notes = run_with(IN_TURN)
    log.check_workers(3, 2)
    workers, logger = log.processes("worker"), log.processes("alive")
    known = {path.name.split()[1] for path in notes.glob("process *")}
    assert workers <= known or (notes / "other programs").exists(), (
        "the workers should be processes of their own, but a number in the log is of no process "
        "that the program has started"
    )
    assert not (notes / "not yet begun").exists(), (
        "the workers should be processes of their own, but the log had steps of a process which had "
        "not yet begun: it was not that process that did them"
    )
    of_logger = [line["worker"] for line in log.lines if line["worker"] and line["process"] in logger]
    assert not of_logger, (
        "the workers should be processes of their own, and the lines of each begin with its number, "
        f"whoever writes them; but a line of worker {min(of_logger)} begins with the number of the "
        "logger's process"
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
