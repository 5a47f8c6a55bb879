"""JUnit XML, as pytest writes it and CI systems read it: a suite for each student.

There are no times in it, nor the name of a machine: the same marks give the same bytes. A test case
has no properties, though pytest writes some: Jenkins' schema has none, and refuses the file.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree

from grader.export import said
from grader.result import CRASHED, GRADER_ERROR, PASSED, TIMEOUT, Result
from grader.score import EXCUSED, Mark, Row, as_text, earned

NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no way to write (its production 2, Char)."""

FAILURE, ERROR, SKIPPED = "failure", "error", "skipped"


def junit_xml(rows: list[Row]) -> str:
    """The results of a class."""
    root = ElementTree.Element("testsuites", name="grader")
    for row in rows:
        suite = ElementTree.SubElement(root, "testsuite", name=_text(row.student))
        _properties(suite, _of_row(row))
        kinds = [_case(suite, mark, result) for mark in row.marks for result in mark.results]
        suite.set("tests", str(len(kinds)))
        suite.set("failures", str(kinds.count(FAILURE)))
        suite.set("errors", str(kinds.count(ERROR)))
        suite.set("skipped", str(kinds.count(SKIPPED)))
    ElementTree.indent(root, " ")
    text = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'


def _of_row(row: Row) -> dict[str, str]:
    found = {"outcome": row.outcome, "max": as_text(row.max)}
    if row.total is not None:
        found["total"] = as_text(row.total)
    for mark in row.marks:
        if mark.points is not None:
            found[f"points.{mark.exercise.name}"] = as_text(mark.points)
        if said.remark(mark):
            found[f"note.{mark.exercise.name}"] = said.remark(mark)
    return found


def _case(suite: ElementTree.Element, mark: Mark, result: Result) -> str:
    """Add a test case for *result*, and say of what kind it is."""
    case = ElementTree.SubElement(
        suite, "testcase", classname=mark.exercise.name, name=result.check.name
    )
    kind = _kind(mark, result)
    if kind == SKIPPED:
        outcome, message = result.outcome, result.message
        if mark.outcome == EXCUSED:
            outcome, message = EXCUSED, mark.why
        ElementTree.SubElement(case, SKIPPED, type=outcome, message=_text(message))
    elif kind:
        told = ElementTree.SubElement(
            case, kind, type=result.verdict or result.outcome, message=_text(result.message)
        )
        told.text = _text(said.of_check(result))
    ElementTree.SubElement(case, "system-out").text = _text(_facts(result))
    return kind


def _facts(result: Result) -> str:
    """What is known of a check, a line for each fact."""
    points = earned(result)
    facts = {
        "title": result.check.title,
        "points": "" if points is None else str(points),
        "max": str(result.check.points),
        "outcome": result.outcome,
        **{key: getattr(result, key) for key in ("verdict", "kind", "replay", "sandbox")},
        "proved": str(result.proved).lower(),
        "schedules": str(result.schedules),
    }
    return "".join(f"{key}: {value}\n" for key, value in facts.items() if value)


def _kind(mark: Mark, result: Result) -> str:
    """The element that says how it ended; empty if it passed."""
    if mark.outcome == EXCUSED:
        return SKIPPED
    if result.outcome in (CRASHED, TIMEOUT, GRADER_ERROR):
        return ERROR
    if earned(result) is None:
        return SKIPPED
    return "" if result.outcome == PASSED else FAILURE


def _properties(element: ElementTree.Element, values: dict[str, str]) -> None:
    inside = ElementTree.SubElement(element, "properties")
    for name, value in values.items():
        ElementTree.SubElement(inside, "property", name=name, value=_text(value))


def _text(text: str) -> str:
    return NO_XML.sub("\ufffd", text)
