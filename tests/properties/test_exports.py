"""Exports of any class: what other systems read in them is what the marks say.

In each of them a mark of 0, no mark yet and being excused are three things.
"""

from __future__ import annotations

import csv
import io
import json
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from grader import score
from grader.course import Course, Override
from grader.errors import BadInput
from grader.export import results
from grader.export.canvas import fill_canvas
from grader.export.check50 import check50_json
from grader.export.classroom import classroom_json
from grader.export.gradescope import gradescope_json
from grader.export.junit import NO_XML, junit_xml
from grader.export.marks import marks_csv
from grader.export.moodle import fill_gradebook, fill_worksheet
from grader.export.prairielearn import prairielearn_json
from grader.export.sheet import Sheet
from grader.kit import Check, Exercise, Kit
from grader.result import FAILED, PASSED, Attempt, Result
from grader.score import EXCUSED, UNDECIDED, Row
from tests.properties import importers

few = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])

AWKWARD = ["=cmd|' /C calc'!A0", "@SUM(1)", "-1", "+1", "\t=1", 'O"Neil, "Zoë"', "a,b;c\td",
           "two\nlines", "two\r\nlines", "김민준", "Nguyễn Thị Hương", "Zoë", " x ", "'=1", "_7",
           "a_7", "\ufeff", "\x0b", "]]>", "<b>&amp;", "🎉"]  # fmt: skip
texts = st.one_of(st.sampled_from(AWKWARD), st.text(st.characters(exclude_categories=["Cs"])))
names = texts.filter(lambda name: name.strip())


def exercise(name: str, *points: int) -> Exercise:
    checks = [
        Check(f"test_{i}", f"Check {i}", p, f"{name}::test_{i}") for i, p in enumerate(points)
    ]
    return Exercise(name, f"{name[3:]}.py", tuple(checks))


KIT = Kit(Path(), (exercise("01_sum", 40, 60), exercise("02_race", 30, 30, 40)))
BY_HAND = (score.OVERRIDDEN, EXCUSED)
checks = st.builds(
    lambda outcome, message, story: (outcome, message, story),
    st.sampled_from([outcome for outcome in score.BY_URGENCY if outcome not in BY_HAND]),
    *(texts, texts),
)
hands = st.sampled_from([None, Override(None, "away"), Override(Fraction(25, 2), "kind")])
weights = st.sampled_from([Fraction(0), Fraction(1, 3), Fraction(1), Fraction(7, 2)])


@st.composite
def classes(draw: st.DrawFn) -> list[Row]:
    students = draw(st.lists(names, max_size=4, unique_by=lambda name: " ".join(name.split())))
    worth = {one.name: draw(weights) for one in KIT.exercises}
    rows = []
    for student in students:
        overrides = {}
        given: dict[str, list[Attempt]] = {}
        for one in KIT.exercises:
            found = [Result(c, *(said := draw(checks))[:1], message=said[1], story=said[2])
                     for c in one.checks]  # fmt: skip
            given[one.name] = [Attempt(tuple(found))]
            hand = draw(hands)
            if hand is not None:
                overrides[student, one.name] = hand
        course = Course(weights=worth, overrides=overrides)
        rows.append(score.row(student, KIT, lambda _, e, given=given: given[e.name], course))
    return rows


@few
@given(classes())
def test_what_is_read_back_is_what_was_written(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("marks") / "results.json"
    path.write_text(results.results_json(KIT, rows), encoding="utf-8")
    assert results.read(path) == (KIT, rows)


@few
@given(classes())
def test_marks_csv_holds_no_formula_and_every_name(rows):
    head, *table = csv.reader(io.StringIO(marks_csv(KIT, rows), newline=""))
    for row, cells in zip(rows, table, strict=True):
        assert cells[0].removeprefix("'") == row.student.removeprefix("'")
        for cell in cells:
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
        for mark in row.marks:
            points, outcome = (
                cells[head.index(f"{mark.exercise.name}{end}")] for end in ("", " outcome")
            )
            assert (points == "") == (mark.points is None)
            assert outcome == mark.outcome


@few
@given(classes())
def test_junit_tells_zero_open_and_excused_apart(rows):
    text = junit_xml(rows)
    assume(len({NO_XML.sub("\ufffd", row.student) for row in rows}) == len(rows))
    read = importers.junit(text)
    assert list(read) == [NO_XML.sub("\ufffd", row.student) for row in rows]
    for row, ended in zip(rows, read.values(), strict=True):
        expected = [
            EXCUSED if mark.outcome == EXCUSED else result.outcome
            for mark in row.marks
            for result in mark.results
        ]
        named = {PASSED: "passed", FAILED: "failure", "crashed": "error", "timeout": "error",
                 "grader-error": "error"}  # fmt: skip
        assert ended == [named.get(outcome, outcome) for outcome in expected]


def earned(row: Row) -> list[int | None]:
    return [
        None if mark.outcome == EXCUSED else score.earned(result)
        for mark in row.marks
        for result in mark.results
    ]


@few
@given(classes())
def test_formats_for_one_student_have_the_total_or_none(rows):
    for row in rows:
        total, tests = importers.gradescope(gradescope_json(row))
        assert total == row.total
        assert total is None or [t is None for t in tests] == [e is None for e in earned(row)]
        share = importers.prairielearn(prairielearn_json(row))
        assert (share is None) == (row.total is None)
        if share is not None and row.max:
            assert share == pytest.approx(row.total / row.max)
        reported = importers.classroom(classroom_json(row))
        if row.total is None or not row.max:
            assert reported is None
        else:
            assert reported is not None and reported == pytest.approx((row.total, row.max))
        passed = importers.check50(check50_json(row))
        assert [one is None for one in passed] == [e is None for e in earned(row)]
        assert [one for one in passed if one is not None] == [
            bool(e) for e in earned(row) if e is not None
        ]


@pytest.mark.parametrize(("checks", "length"), [(1, 20_000), (100, 2_000), (400, 20_000)])
def test_what_is_too_long_for_a_system_is_cut(checks, length):
    big = exercise("03_big", *[1] * checks)
    found = tuple(Result(c, FAILED, message="x" * length, story="ß" * length) for c in big.checks)
    row = score.row("An", Kit(Path(), (big,)), lambda *_: [Attempt(found)])
    assert importers.prairielearn(prairielearn_json(row)) == 0
    if checks <= 100:
        assert importers.classroom(classroom_json(row)) == (0, checks)


# -- tables that are filled in ---------------------------------------------------------------------

cells = st.one_of(texts, st.sampled_from(["", " ", '"', '""', "1,5", "EX", "-"]))


@st.composite
def tables(draw: st.DrawFn) -> tuple[str, str, list[list[str]]]:
    """A separator, an end of line, and rows of equal length of which the first says the columns."""
    separator, end = draw(st.sampled_from(",;\t")), draw(st.sampled_from(["\n", "\r\n"]))
    width = draw(st.integers(2, 5))
    body = draw(st.lists(st.lists(cells, min_size=width, max_size=width), max_size=5))
    return separator, end, [[f"c{i}" for i in range(width)], *body]


def written(separator: str, end: str, rows: list[list[str]], *, quoting: int) -> bytes:
    if any("\r" in cell for row in rows for cell in row):
        quoting = csv.QUOTE_ALL  # Python 3.11 would leave it without quotes
    file = io.StringIO()
    csv.writer(file, delimiter=separator, lineterminator=end, quoting=quoting).writerows(rows)
    return file.getvalue().encode()


@few
@given(tables(), st.booleans(), st.booleans(), st.data())
def test_only_the_cell_that_is_filled_changes(table, quoted, marked, data):
    separator, end, rows = table
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    bom = b"\xef\xbb\xbf" if marked else b""
    raw = bom + written(separator, end, rows, quoting=csv.QUOTE_ALL if quoted else 0)
    sheet = Sheet("x.csv", raw)
    assert sheet.as_bytes() == raw
    assert [[line[i] for i in range(len(rows[0]))] for line in sheet.lines] == rows[1:]
    if len(rows) > 1:
        at = data.draw(st.integers(1, len(rows) - 1)), data.draw(st.integers(0, len(rows[0]) - 1))
        text = data.draw(cells)
        sheet.fill(sheet.lines[at[0] - 1], at[1], text)
        again = Sheet("x.csv", sheet.as_bytes())
        rows[at[0]][at[1]] = text
        kept = [row for row in rows if any(cell.strip() for cell in row)]
        assert [[line[i] for i in range(len(rows[0]))] for line in again.lines] == kept[1:]


@few
@given(classes(), st.sampled_from([10, 100, 400]), st.sampled_from(["", "5", "EX"]))
def test_canvas_reads_zero_open_and_excused_as_three_things(rows, worth, before):
    head = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Old (1)", "New, all (2)"]
    points = ["    Points Possible", "", "", "", "", "3", str(worth)]
    known = [[f"Last {i}, First", str(i), "", f"s{i}", "A", "2", before] for i in range(len(rows))]
    raw = written(",", "\r\n", [head, points, *known], quoting=0)
    numbered = [Row(f"x_{i}", *parts(row)) for i, row in enumerate(rows)]
    made = fill_canvas(Sheet("x.csv", raw), numbered, [("", "2")])
    old, new = importers.canvas(raw), importers.canvas(made.sheet.as_bytes())
    for i, row in enumerate(numbered):
        assert new[str(i), 1] == old[str(i), 1]
        grade = new[str(i), 2]
        if row.total is not None:
            expected = row.total / row.max * worth if row.max else row.total
            assert float(grade) == pytest.approx(expected, abs=0.006)
        elif all(mark.outcome == EXCUSED for mark in row.marks):
            assert grade == "EX"
        else:
            assert grade == before
            is_open = any(mark.outcome in UNDECIDED for mark in row.marks)
            assert any(row.student in line for line in made.by_hand) == is_open


def parts(row: Row) -> tuple[object, ...]:
    return row.marks, row.total, row.outcome


@few
@given(classes(), st.sampled_from(["-", "", "5.00"]))
def test_moodle_reads_a_grade_or_none(rows, before):
    column = "Assignment: Races (Real)"
    head = ["First name", "Last name", "Email address", column, "Other (Real)"]
    known = [["First", f"Last{i}", f"e{i}", before, "7"] for i in range(len(rows))]
    raw = written(",", "\n", [head, *known], quoting=0)
    numbered = [Row(f"First Last{i}_{i}", *parts(row)) for i, row in enumerate(rows)]
    made = fill_gradebook(Sheet("x.csv", raw), numbered, [("", column)], Fraction(100))
    grades = importers.moodle_gradebook(made.sheet.as_bytes(), column)
    old = None if before in ("-", "") else float(before)
    for i, row in enumerate(numbered):
        if row.total is None:
            assert grades[f"e{i}"] == old
        elif row.max:
            assert grades[f"e{i}"] == pytest.approx(row.total / row.max * 100, abs=0.006)
    assert importers.moodle_gradebook(made.sheet.as_bytes(), "Other (Real)") == {
        f"e{i}": 7 for i in range(len(rows))
    }


@few
@given(classes())
def test_a_worksheet_of_moodle_has_grades_and_feedback(rows):
    head = ["Identifier", "Full name", "Status", "Grade", "Maximum grade",
            "Last modified (grade)", "Feedback comments"]  # fmt: skip
    known = [[f"Participant {i}", "", "", "", "100.00", "-", "old"] for i in range(len(rows))]
    raw = written(",", "\n", [head, *known], quoting=0)
    numbered = [Row(f"x_{i}", *parts(row)) for i, row in enumerate(rows)]
    assume(all(row.max for row in numbered))
    made = fill_worksheet(Sheet("x.csv", raw), numbered, "")
    read = importers.moodle_worksheet(made.sheet.as_bytes())
    for i, row in enumerate(numbered):
        grade, feedback = read[str(i)]
        assert (grade is None) == (row.total is None)
        assert not feedback.startswith(("=", "+", "-", "@"))
        is_excused = all(mark.outcome == EXCUSED for mark in row.marks)
        assert (feedback == "old") == (row.total is None and not is_excused)
        assert is_excused <= ("excused" in feedback)


@few
@given(st.binary(max_size=60))
def test_a_file_that_is_no_table_is_named_with_a_line(data):
    try:
        assert Sheet("x.csv", data).as_bytes() == data
    except BadInput as problem:
        assert str(problem).startswith("x.csv:")


@few
@given(
    st.recursive(
        st.none() | st.integers() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)
    )
)
def test_a_file_that_is_no_result_is_said_to_be_none(tmp_path_factory, said):
    path = tmp_path_factory.mktemp("marks") / "results.json"
    for content in (said, {"schema": 1, "kit": said, "students": said}):
        path.write_text(json.dumps(content), encoding="utf-8")
        with pytest.raises(BadInput, match=r"results\.json"):
            results.read(path)
