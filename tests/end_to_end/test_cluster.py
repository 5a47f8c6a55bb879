"""Grading on a cluster: the same results as here, whoever is lost in the middle."""

import json
import os
import signal
import socket
import subprocess
import sys
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest

distributed = pytest.importorskip("distributed")

from grader import engine, kit  # noqa: E402
from grader.cluster import connected  # noqa: E402
from grader.collect import Folder, Student  # noqa: E402
from grader.errors import BadInput  # noqa: E402
from grader.journal import Journal  # noqa: E402
from grader.sandbox import probe  # noqa: E402

pytestmark = pytest.mark.filterwarnings("default")  # what a cluster warns of is not ours

ROOT = Path(__file__).parents[2]
CHECKS = """
import pytest, treadle

@pytest.mark.points(100)
@treadle.explore
def test_twice(exercise):
    "It adds up."
    counter = exercise.Counter()
    treadle.run(counter.add, counter.add)
    assert counter.value == 2, "one of two is lost"
"""
WRONG = "class Counter:\n    value = 0\n    def add(self):\n        self.value += 1  # {}\n"
RIGHT = """
import threading
class Counter:
    value = 0
    lock = threading.Lock()
    def add(self):
        with self.lock:
            self.value += 1  # {}
"""


class Silent:
    def started(self, task): ...
    def finished(self, task): ...


@pytest.fixture
def small(tmp_path):
    """A kit with one exercise, and three students."""
    (tmp_path / "exercises" / "01_count").mkdir(parents=True)
    (tmp_path / "exercises" / "01_count" / "test_count.py").write_text(CHECKS)
    (tmp_path / "exercises" / "01_count" / "count.py").write_text("")
    students = []
    for name, source in (("An", RIGHT), ("Bo", WRONG), ("Cy", "class Counter(:\n")):
        folder = tmp_path / "submissions" / name
        folder.mkdir(parents=True)
        (folder / "count.py").write_text(source.format(name))
        students.append(Student(name, Folder(folder)))
    return kit.learn(tmp_path / "exercises"), students


def graded(where, learnt, students):
    """What is known of each student in the end."""
    [exercise] = learnt.exercises
    with closing(Journal()) as journal:
        todo = engine.tasks(students, learnt)
        engine.grade(where, learnt, todo, journal, Silent(), jobs=2)
        return {student.name: journal.present(student.name, exercise) for student in students}


def test_a_cluster_gives_the_same_results(small):
    learnt, students = small
    here = graded(probe.choose(trusted=True), learnt, students)
    assert [here[name][0].outcome for name in here] == ["passed", "failed", "failed"]
    with (
        distributed.LocalCluster(
            n_workers=1, threads_per_worker=2, processes=False, protocol="tcp",
            dashboard_address=None,
        ) as cluster,
        connected(cluster.scheduler_address, learnt, trusted=True) as place,
    ):  # fmt: skip
        assert graded(place, learnt, students) == here


def test_a_scheduler_that_is_not_there_is_said(small, monkeypatch):
    monkeypatch.setattr("grader.cluster.CONNECT_S", 0.2)
    learnt, _ = small
    with (
        pytest.raises(BadInput, match=r"There is no scheduler at tcp://127.0.0.1:1"),
        connected("tcp://127.0.0.1:1", learnt, trusted=True),
    ):
        pass


def test_what_is_no_address_is_said_before_anybody_waits_for_it(small, monkeypatch):
    monkeypatch.setattr("grader.cluster.Client", None)
    learnt, _ = small
    with (
        pytest.raises(BadInput, match="There is no scheduler at nonsense: missing port"),
        connected("nonsense", learnt, trusted=True),
    ):
        pass


# -- what is lost in the middle --------------------------------------------------------------------


@contextmanager
def running(*arguments):
    """A process of the cluster."""
    process = subprocess.Popen(
        [sys.executable, "-m", *map(str, arguments)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def scheduler(port):
    return running(
        "distributed.cli.dask_scheduler", "--port", port, "--host", "127.0.0.1", "--no-dashboard"
    )


def worker(port):
    address = f"tcp://127.0.0.1:{port}"
    options = ("--nthreads", 1, "--no-nanny", "--no-dashboard")
    return running("distributed.cli.dask_worker", address, *options)


def a_free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def a_class(folder, count):
    """Students with the kit's own answers to some exercises, each a little different."""
    for number in range(count):
        for name in ("02_race", "03_lock"):
            answers = sorted((ROOT / "tests" / "answers" / name).glob("*/*.py"))
            answer = answers[(3 * number) % len(answers)]
            module = next((ROOT / "exercises" / name).glob("test_*.py")).name[len("test_") :]
            path = folder / f"student{number:02}" / name / module
            path.parent.mkdir(parents=True)
            path.write_bytes(answer.read_bytes() + f"# {number}\n".encode())


def command(folder, out, *options):
    exercises = ("--exercise", "2", "--exercise", "3")
    return [
        *(sys.executable, "-m", "grader", "grade", str(folder), "-o", str(out)),
        *("--kit", str(ROOT / "exercises"), "--i-trust-this-code", *exercises, *options),
    ]


def results(out):
    return (out / "results.json").read_bytes(), (out / "marks.csv").read_bytes()


def known(out):
    """How many students have a result in the journal of a grading that is under way."""
    import sqlite3

    try:
        with closing(sqlite3.connect(f"file:{out / 'journal.db'}?mode=ro", uri=True)) as journal:
            question = "SELECT count(DISTINCT student) FROM work JOIN result ON work = work.id"
            return journal.execute(question).fetchone()[0]
    except sqlite3.Error:
        return 0


@pytest.mark.whole
@pytest.mark.parametrize("lost", ["nobody", "worker", "scheduler"])
def test_nothing_is_lost(tmp_path, lost):
    handed_in, port = tmp_path / "submissions", a_free_port()
    a_class(handed_in, 6)
    subprocess.run(command(handed_in, tmp_path / "here"), check=False, capture_output=True)
    there = tmp_path / "there"
    options = ("--engine", "dask", "--scheduler", f"tcp://127.0.0.1:{port}", "--jobs", "3")
    with (
        worker(port) as first,
        worker(port),
        scheduler(port) as head,
        subprocess.Popen(
            command(handed_in, there, *options), stderr=subprocess.PIPE, stdout=subprocess.PIPE
        ) as process,
    ):
        while lost != "nobody" and known(there) < 2 and process.poll() is None:
            with suppress(subprocess.TimeoutExpired):
                process.wait(0.05)
        if lost == "worker":
            os.killpg(first.pid, signal.SIGKILL)
        if lost != "scheduler":
            _, said = process.communicate()
        else:
            head.kill()
            head.wait()
            with scheduler(port), worker(port):
                _, said = process.communicate()
    assert process.returncode in (0, 1), said.decode()
    assert results(there) == results(tmp_path / "here")
    outcomes = {
        check["outcome"]
        for student in json.loads(results(there)[0])["students"]
        for mark in student["exercises"]
        for check in mark["checks"]
    }
    assert {"passed", "failed"} <= outcomes <= {"passed", "failed", "timeout", "rejected"}
