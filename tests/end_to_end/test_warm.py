"""Workers that are forked from one zygote do what workers do that are started for themselves."""

import json
from contextlib import closing
from threading import Event

import pytest

from grader.kit import Check, Exercise, Kit
from grader.run import LIMIT_S, Piece, canary, run
from grader.sandbox import BUBBLEWRAP, NONE, PYTHON, Sandbox, probe
from grader.sandbox.warm import Warm

CHECKS = """
import pytest, treadle

@pytest.mark.points(60)
@treadle.explore
def test_twice(exercise):
    "It adds up."
    counter = exercise.Counter()
    treadle.run(counter.add, counter.add)
    assert counter.value == 2, "one of two is lost"

@pytest.mark.points(40)
def test_once(exercise):
    "It is plain."
    assert exercise.Counter().value == 0
"""

WRONG = b"""
class Counter:
    value = 0
    def add(self):
        self.value += 1
"""

CODE = {
    "right": b"""
import threading
class Counter:
    value = 0
    lock = threading.Lock()
    def add(self):
        with self.lock:
            self.value += 1
""",
    "wrong": WRONG,
    "gone": b"import os\nos._exit(3)\n",
    "broken": b"class Counter(:\n",
}


@pytest.fixture(scope="module")
def kit(tmp_path_factory):
    folder = tmp_path_factory.mktemp("kit")
    folder.chmod(0o755)  # in the box nobody is the one who made it
    (folder / "01_count").mkdir()
    (folder / "01_count" / "test_count.py").write_text(CHECKS)
    checks = tuple(
        Check(name, name, points, f"01_count/test_count.py::{name}", known)
        for name, points, known in (("test_twice", 60, WRONG), ("test_once", 40, b""))
    )
    return Kit(folder, (Exercise("01_count", "count.py", checks),))


def warm(kit, level):
    [exercise] = kit.exercises
    checks = [(exercise, check) for check in exercise.checks]
    nodeids = [check.nodeid for _, check in checks]
    return closing(Warm(Sandbox(level), kit.folder, nodeids, canary(checks)))


def results(launcher, kit, source, limit_s=LIMIT_S):
    [exercise] = kit.exercises
    kept = []
    piece = Piece(exercise, source, exercise.checks)
    run(
        *(launcher, kit, [piece], lambda found: kept.extend(result for _, result in found)),
        stop=Event(),
        limit_s=limit_s,
    )
    return kept


@pytest.mark.parametrize("level", [NONE, BUBBLEWRAP])
def test_warm_and_cold_workers_give_the_same_results(kit, level):
    if level == BUBBLEWRAP and not probe.look().works:
        pytest.skip("there is no bubblewrap here")
    with warm(kit, level) as launcher:
        forked = {name: results(launcher, kit, source) for name, source in CODE.items()}
        process = launcher._process
        assert launcher._works, "the zygote did not serve"
    assert process.returncode == 0
    assert [result.outcome for result in forked["right"]] == ["passed", "passed"]
    assert [result.outcome for result in forked["wrong"]] == ["failed", "passed"]
    assert [result.outcome for result in forked["gone"]] == ["failed", "crashed"]
    assert forked == {name: results(Sandbox(level), kit, source) for name, source in CODE.items()}


ENDLESS = b"""
import itertools
class Counter:
    def add(self): sum(itertools.count())  # in C, where nothing comes in between
    value = property(add)
"""


def test_what_nothing_else_could_end_is_stopped(kit):
    with warm(kit, NONE) as launcher:
        first, second = results(launcher, kit, ENDLESS, limit_s=1.0)
    assert (first.outcome, second.outcome) == ("timeout", "timeout")
    assert first.message == second.message == "The check did not come to an end, and was stopped."


def test_who_has_moved_into_the_box_cannot_break_out_of_it(kit):
    if not probe.look().works:
        pytest.skip("there is no bubblewrap here")
    with (
        warm(kit, BUBBLEWRAP) as launcher,
        probe.reachable() as outside,
        launcher.launch({probe.PROBE: outside}, [kit.folder]) as launched,
        open(launched.results, "rb", closefd=False) as told,
    ):
        tried = json.loads(told.read())
    assert tried
    assert all(tried.values()), tried


def test_a_zygote_that_is_lost_is_done_without(kit):
    with warm(kit, NONE) as launcher:
        before = results(launcher, kit, CODE["wrong"])
        launcher._process.kill()
        launcher._process.wait()
        assert results(launcher, kit, CODE["wrong"]) == before
        assert not launcher._works


NOT_ALLOWED = """
import grader.sandbox.enter, runpy, sys

def join(holder):
    raise PermissionError("not here")

grader.sandbox.enter.join = join
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


def test_where_nobody_can_move_into_a_box_workers_are_started_in_one(kit, tmp_path, monkeypatch):
    if not probe.look().works:
        pytest.skip("there is no bubblewrap here")
    path = tmp_path / "not_allowed.py"
    path.write_text(NOT_ALLOWED)
    monkeypatch.setattr("grader.sandbox.warm.PYTHON", [*PYTHON, str(path)])
    with warm(kit, BUBBLEWRAP) as launcher:
        found = results(launcher, kit, CODE["right"])
        assert not launcher._works
    assert [(r.outcome, r.sandbox) for r in found] == [("passed", BUBBLEWRAP)] * 2


WHERE = """
import os, subprocess, pytest, treadle

def where():
    assert False, f"in {os.getpid()}"

@pytest.mark.points(1)
@treadle.explore
def test_first(exercise):
    exercise.nothing()
    where()

@pytest.mark.points(1)
@treadle.explore
def test_leaves_a_process(exercise):
    subprocess.Popen(["sleep", "600"], start_new_session=True)
    where()

@pytest.mark.points(1)
@treadle.explore
def test_leaves_an_orphan(exercise):
    subprocess.run(["sh", "-c", "sleep 600 >/dev/null 2>&1 &"])
    where()

@pytest.mark.points(1)
@treadle.explore
def test_fourth(exercise):
    where()

@pytest.mark.points(1)
def test_real_threads(exercise):
    where()

@pytest.mark.points(1)
@treadle.explore
def test_last(exercise):
    where()
"""


def test_checks_share_a_process_as_long_as_nothing_is_left_in_it(tmp_path):
    (tmp_path / "01_where").mkdir()
    (tmp_path / "01_where" / "test_where.py").write_text(WHERE)
    names = [line[4:].partition("(")[0] for line in WHERE.splitlines() if "def test" in line]
    checks = tuple(Check(n, n, 1, f"01_where/test_where.py::{n}", b"") for n in names)
    kit = Kit(tmp_path, (Exercise("01_where", "where.py", checks),))
    with warm(kit, NONE) as launcher:
        found = results(launcher, kit, b"def nothing(): pass\n")
    assert [result.check.name for result in found] == names
    first, leaves, orphan, fourth, real, last = (
        r.message.rpartition("in ")[2].split()[0] for r in found
    )
    assert first.isdigit()
    assert first == leaves
    assert len({leaves, orphan, fourth, real, last}) == 5


CRASHES = """
import ctypes
with open({log!r}, "a") as log:
    log.write({mark!r})
def crash():
    ctypes.string_at(0)
{last}
"""


@pytest.mark.parametrize(
    ("last", "begun"), [("crash()", 2), ("", 4)], ids=["while it is loaded", "in its checks"]
)
def test_what_cannot_be_loaded_is_not_tried_in_every_check(tmp_path, last, begun):
    (tmp_path / "01_crash").mkdir()
    names = ("test_a", "test_b", "test_c")
    texts = [f"@treadle.explore\ndef {name}(exercise): exercise.crash()\n" for name in names]
    texts.append("def test_real_threads(exercise): exercise.crash()\n")
    (tmp_path / "01_crash" / "test_crash.py").write_text("\n".join(["import treadle", *texts]))
    checks = tuple(
        Check(n, n, 1, f"01_crash/test_crash.py::{n}", b"") for n in (*names, "test_real_threads")
    )
    kit = Kit(tmp_path, (Exercise("01_crash", "crash.py", checks),))
    log = tmp_path / "log"
    with warm(kit, NONE) as launcher:
        source = CRASHES.format(log=str(log), mark="x", last=last)
        found = results(launcher, kit, source.encode())
    assert [(r.check.name, r.outcome) for r in found] == [(c.name, "crashed") for c in checks]
    assert {r.message for r in found} == {
        "The process was killed by SIGSEGV in the middle of this check."
    }
    # The check on real threads loads it in another way, and is run.
    assert len(log.read_text()) == begun
