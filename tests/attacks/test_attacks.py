"""Attacks on the grader: what students might hand in to get marks, or to do harm.

A folder is a family, a file in it one attack. It is put behind a wrong answer, so it deserves no
mark. Its first lines say how it must end, and what the result must say as evidence: `as it is` when
it is handed in, and `approved` when a reviewer has let it through, so that only the box, the canary
and the tripwire are left. Where the machine decides which of several ways it ends, all are named.
"""

from __future__ import annotations

import re
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from grader import engine, kit
from grader.collect import Folder, Student
from grader.journal import Journal
from grader.result import CRASHED, FAILED, PASSED, REJECTED, Result
from grader.sandbox import LADDER, LANDLOCK, Sandbox, probe

LEVELS = [found.level for found in probe.ladder() if found.works]
pytestmark = pytest.mark.skipif(not LEVELS, reason="no sandbox")

HERE = Path(__file__).parent
ATTACKS = {path.stem: path for path in sorted(HERE.glob("*/*.py"))}
FAMILIES = sorted({path.parent for path in ATTACKS.values()})
SAMPLE = [min(a for a in ATTACKS if ATTACKS[a].parent == family) for family in FAMILIES]
TABLE = HERE.parents[1] / "docs" / "attacks.md"
LIMIT_S = 120.0
"""Real time for a check: more than any takes on a machine that is busy with others."""

ENDS = re.compile(r"^# (as it is|approved): ([a-z-]+(?: or [a-z-]+)*)(?:: (.+))?$", re.MULTILINE)

CHECK = '''
import pytest
import treadle

@pytest.mark.points(10)
@pytest.mark.timeout(60)
@treadle.explore
def test_two(exercise):
    """Both are kept."""
    c = exercise.Counter()
    treadle.run(c.add, c.add)
    assert c.value == 2, c.value
'''
WRONG = """
class Counter:
    def __init__(self):
        self.value = 0
    def add(self):
        value = self.value
        self.value = value + 1
"""
HONEST = """
import threading
class Counter:
    def __init__(self):
        self.value = 0
        self.lock = threading.Lock()
    def add(self):
        with self.lock:
            self.value += 1
"""
DEEP = "(" * 150 + ")" * 150 + " + " + "-" * 50_000 + "1"


def expected(name: str) -> dict[str, tuple[set[str], str]]:
    """The outcomes that are right for the attack, and what must be said: as it is, and approved."""
    found = ENDS.findall(ATTACKS[name].read_text(encoding="utf-8"))
    return {when: (set(outcomes.split(" or ")), said) for when, outcomes, said in found}


def source(name: str) -> str:
    text = ATTACKS[name].read_text(encoding="utf-8").replace("DEEP", DEEP)
    return text if "# coding" in text else f"{WRONG}\n{text}"


class Nobody:
    def started(self, task: object) -> None: ...

    def finished(self, task: object) -> None: ...


def graded(
    home: Path, names: list[str], *, approved: bool, level: str | None = None
) -> dict[str, Result]:
    """How a class ends that is made of attacks, with an honest student before and after."""
    folder = home / "exercises" / "01_counter"
    folder.mkdir(parents=True)
    (folder / "test_counter.py").write_text(CHECK, encoding="utf-8")
    (folder / "counter.py").write_text("", encoding="utf-8")
    wrong = home / "tests" / "answers" / "01_counter" / "wrong" / "unlocked.py"
    wrong.parent.mkdir(parents=True)
    wrong.write_text(f"# rejected by: test_two wrong-result\n{WRONG}", encoding="utf-8")
    work = {name: source(name) for name in names}
    work |= {"a": HONEST, "zz": f"{HONEST}\n# the same\n", "wrong": WRONG}
    students = []
    for name, text in sorted(work.items()):
        path = home / "submissions" / name / "counter.py"
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
        students.append(Student(name, Folder(path.parent)))
    before = contents(home)
    learned = kit.learn(home / "exercises")
    (exercise,) = learned.exercises
    journal = Journal()
    sandbox = Sandbox(level or LEVELS[0])
    todo = engine.tasks(students, learned)
    if approved:
        # Rejecting runs nothing, so only what was approved is run.
        waiting = [task for task in todo if REJECTED in expected_as_it_is(task.student.name)]
        engine.grade(*(sandbox, learned, waiting, journal, Nobody()), jobs=2)
        for student, name, _ in journal.rejected():
            journal.approve(student, name, "to see what else holds")
    engine.grade(*(sandbox, learned, todo, journal, Nobody()), jobs=2, limit_s=LIMIT_S)
    assert contents(home) == before
    with closing(journal):
        return {student.name: journal.present(student.name, exercise)[0] for student in students}


def expected_as_it_is(name: str) -> set[str]:
    return expected(name)["as it is"][0] if name in ATTACKS else set()


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }


def check_ends(results: dict[str, Result], when: str) -> None:
    surprises = {}
    for name, result in results.items():
        if name not in ATTACKS:
            continue
        outcomes, said = expected(name)[when]
        if result.sandbox == LANDLOCK:  # it holds as much, in other ways
            outcomes, said = outcomes | {FAILED, CRASHED}, ""
        if result.outcome not in outcomes or said not in f"{result.verdict}: {result.message}":
            surprises[name] = (result.outcome, result.verdict, result.message[:200])
    assert not surprises
    for result in results.values():
        assert result.message.isprintable() or "\n" in result.message
        assert result.outcome == PASSED or result.message
    others = {name: results[name].outcome for name in ("a", "zz", "wrong")}
    assert others == {"a": "passed", "zz": "passed", "wrong": "failed"}
    running = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True)
    assert "sleep 987654" not in running.stdout


def test_there_are_enough_of_them_and_none_is_to_pass() -> None:
    assert len(ATTACKS) >= 60
    assert all(list(expected(name)) == ["as it is", "approved"] for name in ATTACKS)
    assert not [name for name in ATTACKS if PASSED in expected(name)["as it is"][0]]


def test_no_attack_earns_a_mark(tmp_path: Path) -> None:
    """What is not rejected by the policy is run: a few of them, in the box."""
    results = graded(tmp_path, sorted(ATTACKS), approved=False)
    check_ends(results, "as it is")
    for result in results.values():
        if result.outcome == REJECTED:
            assert re.match(r"Needs review: line \d+: ", result.message)


def test_what_holds_without_the_policy(tmp_path: Path) -> None:
    """One of each family, approved by a reviewer."""
    check_ends(graded(tmp_path, SAMPLE, approved=True), "approved")


@pytest.mark.whole
@pytest.mark.parametrize("level", LADDER)
def test_what_holds_without_the_policy_for_all(tmp_path: Path, level: str) -> None:
    if level not in LEVELS:
        pytest.skip(f"{level}: {probe.look(level).why}")
    check_ends(graded(tmp_path, sorted(ATTACKS), approved=True, level=level), "approved")


def test_the_table_of_the_attacks_is_true() -> None:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.startswith("| `")] == table()


def table() -> list[str]:
    """The lines of the table in docs/attacks.md."""
    rows = []
    for name, path in ATTACKS.items():
        ends = expected(name)
        cells = [" or ".join(sorted(ends[when][0])) for when in ("as it is", "approved")]
        family = path.parent.name.replace("_", " ")
        rows.append((family, f"| `{name}` | {family} | {cells[0]} | {cells[1]} |"))
    return [row for _, row in sorted(rows)]
