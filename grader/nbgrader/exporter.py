"""`marks.csv` from nbgrader's gradebook.

    nbgrader export --exporter=grader.nbgrader.exporter.MarksExporter --to=marks.csv

It is the file that `grader grade` writes: what was not handed in, and what was not graded, is empty
there, and only what was graded and failed is 0.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbgrader.api import MissingEntry
from nbgrader.plugins import ExportPlugin

from grader.export import marks_csv
from grader.kit import Check, Exercise, Kit
from grader.result import FAILED, NOT_GRADED, NOT_SUBMITTED, PASSED, Result
from grader.score import OVERRIDDEN, Mark, Row, as_text, most_urgent, total


class MarksExporter(ExportPlugin):  # type: ignore[misc]
    """An assignment is an exercise, a cell with points a check."""

    def export(self, gradebook: Any) -> None:
        """Write the marks to the file that `--to` names, marks.csv if it names none."""
        only_students = {str(name) for name in self.student}
        only_assignments = {str(name) for name in self.assignment}
        assignments = [
            assignment
            for assignment in sorted(gradebook.assignments, key=lambda one: str(one.name))
            if not only_assignments or assignment.name in only_assignments
        ]
        exercises = {assignment.name: _exercise(assignment) for assignment in assignments}
        rows = []
        for student in sorted(gradebook.students, key=lambda one: str(one.id)):
            if not only_students or student.id in only_students:
                marks = tuple(_mark(gradebook, e, student.id) for e in exercises.values())
                outcome = most_urgent(mark.outcome for mark in marks)
                rows.append(Row(student.id, marks, total(marks), outcome))
        kit = Kit(Path(), tuple(exercises.values()))
        path = Path(self.to or "marks.csv")
        path.write_text(marks_csv(kit, rows), encoding="utf-8", newline="")
        number = f"{len(rows)} student{'' if len(rows) == 1 else 's'}"
        self.log.info("Wrote the marks of %s to %s", number, path)


def _exercise(assignment: Any) -> Exercise:
    """The exercise that *assignment* is."""
    checks = [
        Check(cell.name, cell.name, _number(cell.max_score), f"{notebook.name}::{cell.name}")
        for notebook in assignment.notebooks
        for cell in notebook.grade_cells
    ]
    return Exercise(str(assignment.name), "", tuple(checks))


def _mark(gradebook: Any, exercise: Exercise, student: str) -> Mark:
    """The mark of *student*, with what a person or the lateness made of it."""
    most = exercise.points
    try:
        submission = gradebook.find_submission(exercise.name, student)
    except MissingEntry:
        results = tuple(Result(check, NOT_SUBMITTED) for check in exercise.checks)
        return Mark(exercise, None, NOT_SUBMITTED, results, most)
    grades = {
        f"{notebook.name}::{grade.cell.name}": grade
        for notebook in submission.notebooks
        for grade in notebook.grades
    }
    results = tuple(_result(check, grades.get(check.nodeid)) for check in exercise.checks)
    outcome = most_urgent(result.outcome for result in results)
    if outcome == NOT_GRADED:
        return Mark(exercise, None, NOT_GRADED, results, most)
    why = []
    if any(grade.manual_score is not None for grade in grades.values()):
        outcome = OVERRIDDEN
        why.append("set in nbgrader")
    penalty = _number(submission.late_submission_penalty or 0)
    if penalty:
        why.append(f"late: {as_text(penalty)} taken off")
    points = max(0, _number(submission.score) - penalty)
    return Mark(exercise, points, outcome, results, most, penalty, "; ".join(why))


def _result(check: Check, grade: Any) -> Result:
    undecided = grade is None or grade.needs_manual_grade
    if undecided or (grade.auto_score is None and grade.manual_score is None):
        return Result(check, NOT_GRADED)
    return Result(check, PASSED if grade.score >= check.points else FAILED)


def _number(points: float) -> Any:
    """*points* as an int, if they are whole."""
    return int(points) if float(points).is_integer() else float(points)
