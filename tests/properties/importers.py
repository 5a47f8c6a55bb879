"""How other systems read what the grader exports, as far as it matters for a mark.

Written from the rules of their importers: Canvas (`lib/gradebook_importer.rb`), Moodle
(`grade/import/csv`, `mod/assign/feedback/offline`, `feedback/comments`), GitHub Classroom
(`autograding-grading-reporter`), PrairieLearn (`lib/externalGraderCommon.ts`), and the documents of
Gradescope, check50 and JUnit. `docs/exports.md` lists them.
"""

from __future__ import annotations

import csv
import io
import json
import re
from xml.etree import ElementTree

FORMATS = {"text", "html", "simple_format", "md", "ansi"}
VISIBILITIES = {"hidden", "after_due_date", "after_published", "visible"}


def table(data: bytes) -> list[list[str]]:
    text = data.decode("utf-8-sig")
    separator = max(",;\t", key=text.splitlines()[0].count)
    return [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator) if row]


def canvas(data: bytes) -> dict[tuple[str, int], str]:
    """What a gradebook says: the grade by the numbers of student and assignment."""
    head, *rows = table(data)
    assert "Student" in head[0] and "ID" in head[1]
    columns = 3
    if re.search(r"SIS\s+Login\s+ID", head[2]):
        columns += 1
    elif re.search(r"SIS\s+User\s+ID", head[2]) and re.search(r"SIS\s+Login\s+ID", head[3]):
        columns += 2 + ("Integration ID" in head[4]) + any("Root" in name for name in head[4:6])
    assert "Section" in head[columns - 1], "Section is the last column of the student"
    assignments = {}
    for column, name in enumerate(head[columns:], columns):
        titled = re.fullmatch(r"(.*)\s\((\d+)\)", name, re.ASCII)
        if not re.search(r"(Current|Final) (Score|Points|Grade)|Override (Score|Status)", name):
            assert titled, f"{name} would be a new assignment"
            assignments[column] = int(titled[2])
            assert head.index(name) == column, "the first column of that name is read for both"
    assert any("Points Possible" in row[0] for row in rows)
    return {
        (row[1], number): row[column].strip().upper()
        for row in rows
        if "Points Possible" not in row[0]
        for column, number in assignments.items()
    }


def moodle_gradebook(data: bytes, column: str, most: float = 100) -> dict[str, float | None]:
    """The grades by email address; None is no grade."""
    head, *rows = table(data)
    who, which = head.index("Email address"), head.index(column)
    grades: dict[str, float | None] = {}
    for row in rows:
        empty = row[which] in ("", "-")
        grades[row[who]] = None if empty else float(row[which])
        assert empty or float(row[which]) <= most, "the whole import is aborted"
    return grades


def moodle_worksheet(data: bytes) -> dict[str, tuple[float | None, str]]:
    """The grades that are changed, and the feedback, by participant."""
    head, *rows = table(data)
    who, grade = head.index("Identifier"), head.index("Grade")
    most, feedback = head.index("Maximum grade"), head.index("Feedback comments")
    assert "Last modified (grade)" in head
    found = {}
    for row in rows:
        number = None if row[grade] == "" else float(row[grade])
        assert number is None or 0 <= number <= float(row[most]), "it is passed over"
        found[row[who].removeprefix("Participant ")] = (number, row[feedback])
    return found


def gradescope(text: str | None) -> tuple[float | None, list[float | None]]:
    """The score of a submission, and of its tests; None is "the autograder failed"."""
    if text is None:
        return None, []
    said = json.loads(text)
    assert isinstance(said["score"], int | float)
    assert {said["output_format"], said["test_output_format"], said["test_name_format"]} <= FORMATS
    assert {said["visibility"], said["stdout_visibility"]} <= VISIBILITIES
    for test in said["tests"]:
        assert test["visibility"] == "visible", "one hidden test hides the total"
        assert test.get("status", "passed") in ("passed", "failed")
        assert test.get("score", 0) <= test["max_score"]
        assert {test["output_format"], test["name_format"]} <= FORMATS
        assert all(isinstance(test[key], str) for key in ("name", "number", "output"))
    return said["score"], [test.get("score") for test in said["tests"]]


def prairielearn(text: str) -> float | None:
    """The score, from 0 to 1; None is "not gradable"."""
    said = json.loads(text)
    assert len(text.encode()) <= 1_000_000
    if not said.get("gradable", True):
        assert all(isinstance(line, str) for line in said["format_errors"])
        return None
    assert isinstance(said["score"], int | float) and 0 <= said["score"] <= 1
    points = [("points" in test) + ("max_points" in test) for test in said["tests"]]
    assert len(set(points) - {0, 2}) == 0 and len(set(points)) <= 1, "points on all or on none"
    for test in said["tests"]:
        assert isinstance(test["name"], str) and isinstance(test["output"], str)
    return float(said["score"])


def classroom(text: str) -> tuple[float, float] | None:
    """The points and the most there are; None if none are reported."""
    said = json.loads(text)
    assert said["version"] in (1, 3) and said["status"] in ("pass", "fail", "error")
    assert len(text.encode()) * 4 / 3 < 128 << 10, "Linux takes no larger variable"
    for test in said["tests"]:
        assert test["status"] in ("pass", "fail", "error")
        assert isinstance(test["name"], str) and isinstance(test["output"], str)
    points = sum(test["score"] for test in said["tests"])
    return (points, said["max_score"]) if said["max_score"] else None


def check50(text: str) -> list[bool | None]:
    """Whether each check passed; None is "not run"."""
    said = json.loads(text)
    assert isinstance(said["slug"], str) and isinstance(said["version"], str)
    for result in said["results"]:
        assert set(result) == {
            *("name", "description", "passed", "log", "cause", "data", "dependency"),
        }
        assert all(isinstance(line, str) for line in result["log"])
        assert result["passed"] is True or isinstance(result["cause"]["rationale"], str)
    return [result["passed"] for result in said["results"]]


def junit(text: str) -> dict[str, list[str]]:
    """For each suite, how its cases ended: passed, failure, error, or the type of the skip."""
    found = {}
    for suite in ElementTree.fromstring(text.encode()):
        cases = suite.findall("testcase")
        ended = []
        for case in cases:
            [*told] = [part for part in case if part.tag != "system-out"]
            assert {part.tag for part in told} <= {"failure", "error", "skipped"}, "by the schema"
            assert len(told) <= 1 and case.get("classname") and case.get("name")
            ended.append((told[0].tag, told[0].get("type", "")) if told else ("passed", ""))
        tags = [tag for tag, _ in ended]
        assert int(suite.get("tests", "")) == len(cases)
        for kind, plural in (("failure", "failures"), ("error", "errors"), ("skipped", "skipped")):
            assert int(suite.get(plural, "")) == tags.count(kind)
        name = suite.get("name", "")
        found[name] = [type if tag == "skipped" else tag for tag, type in ended]
    return found
