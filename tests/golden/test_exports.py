"""The exports of one class, byte for byte; it has a student for each way to have a mark, or none.

After a change of a format, write them anew and read the difference before it is committed::

    TREADLE_REGENERATE=1 pytest tests/golden/test_exports.py
    git diff tests/golden/exports
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from datetime import datetime
from fractions import Fraction
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from grader import score
from grader.course import Course, Late, Override
from grader.export.canvas import fill_canvas
from grader.export.check50 import check50_json
from grader.export.classroom import classroom_json
from grader.export.gradescope import gradescope_json
from grader.export.junit import junit_xml
from grader.export.marks import marks_csv
from grader.export.moodle import fill_gradebook, fill_worksheet
from grader.export.prairielearn import prairielearn_json
from grader.export.results import read, results_json
from grader.export.sheet import Sheet
from grader.kit import Check, Exercise, Kit
from grader.result import CRASHED, FAILED, NOT_SUBMITTED, PASSED, REJECTED, TIMEOUT, Attempt, Result
from grader.score import Row

EXPORTS = Path(__file__).parent / "exports"
REGENERATE = os.environ.get("TREADLE_REGENERATE") == "1"

UPDATES = Check("test_updates", "Two updates are both kept", 40, "02_race::test_updates")
READS = Check("test_reads", "A statement shows one moment", 60, "02_race::test_reads")
WAITS = Check("test_waits", "Nobody waits for <ever> & a day", 100, "03_lock::test_waits")
KIT = Kit(
    Path(),
    (Exercise("02_race", "race.py", (UPDATES, READS)), Exercise("03_lock", "lock.py", (WAITS,))),
)
STORY = "2 expected, but it is 1\n\n 1  12 value = self.value │\n 2 ✗ writes 1             │\n"
FINDING = {
    "verdict": "wrong-result",
    "kind": "lost update",
    "message": "2 expected, but it is 1",
    "schedules": 3,
    "replay": "31b",
    "story": STORY,
    "sandbox": "bubblewrap",
}
PROVED = {"verdict": "passed", "proved": True, "schedules": 7, "sandbox": "bubblewrap"}
SAYS = {
    PASSED: PROVED,
    FAILED: FINDING,
    CRASHED: {"message": "The process was killed by SIGKILL in the middle of this check."},
    TIMEOUT: {"message": "The check had not ended after 45 s and was stopped."},
    NOT_SUBMITTED: {"message": "There is no such module."},
    REJECTED: {"message": "Needs review: line 3: import os."},
}
CLASS = {  # the outcomes of the three checks, and when it was handed in
    'An "Zoë" Đặng_101': ((PASSED, PASSED, PASSED), "2026-11-22T10:00:00"),
    "Bo Lindqvist_102": ((FAILED, FAILED, FAILED), ""),
    "Noor Haddad_103": ((NOT_SUBMITTED, NOT_SUBMITTED, NOT_SUBMITTED), ""),
    "김 민준_104": ((PASSED, FAILED, NOT_SUBMITTED), ""),
    "Chidi Okafor_105": ((PASSED, PASSED, REJECTED), ""),
    "María Núñez_106": ((CRASHED, PASSED, TIMEOUT), ""),
    "=cmd()_999": ((PASSED, PASSED, PASSED), ""),
}
COURSE = Course(
    late=Late(per_day=Fraction(10)),
    weights={"03_lock": Fraction(3)},
    due={"02_race": datetime(2026, 11, 20, 23, 59)},
    overrides={
        ("María Núñez_106", "02_race"): Override(Fraction("99.5"), "The power went off"),
        ("김 민준_104", "03_lock"): Override(None, "Joined in week 4"),
    },
)


def attempts(student: str, exercise: Exercise) -> list[Attempt]:
    outcomes, handed_in = CLASS[student]
    checks = dict(zip((UPDATES, READS, WAITS), outcomes, strict=True))
    results = [Result(c, checks[c], **SAYS[checks[c]]) for c in exercise.checks]  # type: ignore
    return [Attempt(tuple(results), handed_in)]


ROWS = [score.row(student, KIT, attempts, COURSE) for student in CLASS]
AN, BO, NOOR, KIM, CHIDI, MARIA, STRANGER = ROWS


def sheet(name: str) -> Sheet:
    return Sheet.read(EXPORTS / f"{name}.template.csv")


def canvas() -> bytes:
    targets = [("02_race", "4711"), ("", "4712")]
    return fill_canvas(sheet("canvas"), ROWS, targets).sheet.as_bytes()


def moodle() -> bytes:
    targets = [("", "Assignment: Races (Real)")]
    return fill_gradebook(sheet("moodle"), ROWS, targets, Fraction(100)).sheet.as_bytes()


def each(make: Callable[[Row], str | None]) -> Callable[[], str]:
    """The files of all students, one after the other."""
    return lambda: "".join(f"--- {row.student}\n{make(row) or 'no file'}" for row in ROWS)


FILES: dict[str, Callable[[], str | bytes]] = {
    "marks.csv": lambda: marks_csv(KIT, ROWS),
    "results.json": lambda: results_json(KIT, ROWS),
    "junit.xml": lambda: junit_xml(ROWS),
    "gradescope.txt": each(gradescope_json),
    "prairielearn.txt": each(prairielearn_json),
    "classroom.txt": each(classroom_json),
    "check50.txt": each(check50_json),
    "canvas.csv": canvas,
    "moodle.csv": moodle,
    "worksheet.csv": lambda: fill_worksheet(sheet("worksheet"), ROWS, "").sheet.as_bytes(),
}


@pytest.mark.parametrize("name", FILES)
def test_the_export_is_the_one_on_file(name: str) -> None:
    made = FILES[name]()
    data = made if isinstance(made, bytes) else made.encode()
    file = EXPORTS / name
    if REGENERATE:
        file.write_bytes(data)
    assert data == file.read_bytes(), f"see the docstring of {Path(__file__).name}"


def test_results_are_read_back_as_they_were(tmp_path: Path) -> None:
    (tmp_path / "results.json").write_text(results_json(KIT, ROWS), encoding="utf-8")
    assert read(tmp_path / "results.json") == (KIT, ROWS)


SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "results.schema.json").read_text())
TYPES = {"object": dict, "array": list, "string": str, "number": (int, float), "integer": int,
         "boolean": bool, "null": type(None)}  # fmt: skip


def follows(said: Any, schema: dict[str, Any], where: str) -> None:
    """See that *said* is as *schema* says, and that no key of it is left unsaid there."""
    if "$ref" in schema:
        schema = SCHEMA["$defs"][schema["$ref"].removeprefix("#/$defs/")]
    types = schema.get("type", [])
    for name in [types] if isinstance(types, str) else types:
        if isinstance(said, TYPES[name]):
            break
    else:
        assert not types, f"{where} is {said!r}"
    assert said in schema.get("enum", [said]) and said == schema.get("const", said), where
    if isinstance(said, dict):
        assert set(said) == set(schema["required"]) == set(schema["properties"]), where
        for key, value in said.items():
            follows(value, schema["properties"][key], f"{where}.{key}")
    if isinstance(said, list):
        for value in said:
            follows(value, schema["items"], f"{where}[]")


def test_results_follow_their_schema() -> None:
    follows(json.loads(results_json(KIT, ROWS)), SCHEMA, "results")


DOCUMENT = (Path(__file__).parents[2] / "docs" / "exports.md").read_text(encoding="utf-8")


def keys(said: Any) -> set[str]:
    """The keys in what a program reads, at any depth."""
    if isinstance(said, list):
        return set().union(*map(keys, said))
    if isinstance(said, dict):
        return set(said).union(*map(keys, said.values()))
    return set()


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("gradescope", gradescope_json),
        ("prairielearn", prairielearn_json),
        ("classroom", classroom_json),
        ("check50", check50_json),
    ],
)
def test_every_field_is_explained(name: str, make: Callable[[Row], str | None]) -> None:
    section = DOCUMENT.partition(f"### `{name}`\n")[2].partition("\n### ")[0]
    explained = {
        word for span in re.findall(r"`([^`]+)`", section) for word in re.split(r"\W", span)
    }
    written = set().union(*(keys(json.loads(text)) for row in ROWS if (text := make(row))))
    assert written <= explained


def test_every_column_and_element_is_explained() -> None:
    for column in ("student", "total", "max", "outcome", "notes"):
        assert f"`{column}`" in DOCUMENT
    section = DOCUMENT.partition("### `junit`\n")[2].partition("\n### ")[0]
    for element in ElementTree.fromstring(junit_xml(ROWS).encode()).iter():
        if element.tag not in ("properties", "property"):
            assert all(f"`{name}`" in section for name in (element.tag, *element.keys()))
        elif element.tag == "property" and "." not in element.get("name", ""):
            assert f"`{element.get('name')}`" in section
