"""Grading a class: what one student handed in costs nobody else anything, whatever it is."""

from contextlib import closing

import pytest

from grader import collect, engine, policy
from grader.collect import Folder, Student
from grader.journal import Journal
from grader.kit import Check, Exercise, Kit
from grader.result import GRADER_ERROR, PASSED, REFUSED, Result

CHECK = Check("test_it", "It", 100, "x")
SUM = Exercise("01_sum", "sum.py", (CHECK,))


class Here:
    """Runs nothing, and lets everything pass."""

    def run(self, pieces, record, stop):
        record(
            [(piece.exercise, Result(check, PASSED)) for piece in pieces for check in piece.checks]
        )


class Nobody:
    def started(self, task): ...

    def finished(self, task): ...


@pytest.mark.parametrize(
    ("module", "name", "outcome"),
    [(collect, "take", REFUSED), (policy, "violation", GRADER_ERROR)],
)
def test_a_fault_of_ours_costs_one_student(module, name, outcome, tmp_path, monkeypatch):
    """It is said to be ours, and the others are graded."""
    students = []
    for who in ("ann", "bob"):
        (tmp_path / who).mkdir()
        (tmp_path / who / "sum.py").write_text(f"# {who}", encoding="utf-8")
        students.append(Student(who, Folder(tmp_path / who)))
    before = getattr(module, name)

    def breaks(one, other):
        if one == b"# ann" or one == students[0]:
            raise LookupError("a bug")
        return before(one, other)

    monkeypatch.setattr(module, name, breaks)
    learned = Kit(tmp_path, (SUM,))
    with closing(Journal()) as journal:
        engine.grade(Here(), learned, engine.tasks(students, learned), journal, Nobody(), jobs=1)
        (ann,), (bob,) = (journal.present(who, SUM) for who in ("ann", "bob"))
    assert (ann.outcome, bob.outcome) == (outcome, PASSED)
    assert "please report" in ann.message
    assert "LookupError" in ann.message
