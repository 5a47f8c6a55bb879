"""The files: what is in them, and that they are there whole or not at all."""

import csv
import errno
import io
import json
import os
from pathlib import Path

import pytest

from grader import export, score
from grader.course import Course, Override
from grader.errors import BadInput
from grader.export import said
from grader.kit import Check, Exercise, Kit
from grader.result import FAILED, GRADER_ERROR, NOT_SUBMITTED, PASSED, Attempt, Result

CHECK = Check("test_it", "It works", 100, "x")
KIT = Kit(None, tuple(Exercise(name, "m.py", (CHECK,)) for name in ("01_sum", "02_race")))


def row(student: str, first: str, second: str) -> score.Row:
    outcomes = {"01_sum": first, "02_race": second}
    return score.row(
        student, KIT, lambda _, exercise: [Attempt((Result(CHECK, outcomes[exercise.name]),))]
    )


ROWS = [
    row('Zoë "Z", A', PASSED, FAILED),
    row("Bo", GRADER_ERROR, PASSED),
    row("김민준", NOT_SUBMITTED, PASSED),
]


def test_marks_csv_tells_no_mark_from_zero():
    table = list(csv.reader(io.StringIO(export.marks_csv(KIT, ROWS))))
    heading = ["student", "01_sum", "02_race", "total", "max", "outcome"]
    assert table == [
        [*heading, "01_sum outcome", "02_race outcome", "notes"],
        ['Zoë "Z", A', "100", "0", "100", "200", "failed", "passed", "failed", ""],
        ["Bo", "", "100", "", "200", "grader-error", "grader-error", "passed", ""],
        ["김민준", "", "100", "100", "200", "not-submitted", "not-submitted", "passed", ""],
    ]


def test_results_json_has_every_check():
    everything = json.loads(export.results_json(KIT, ROWS))
    assert everything["schema"] == 1
    assert everything["kit"]["exercises"][0] == {
        "exercise": "01_sum",
        "module": "m.py",
        "max": 100,
        "checks": [{"check": "test_it", "title": "It works", "points": 100}],
    }
    bo = everything["students"][1]
    assert (bo["student"], bo["total"], bo["outcome"]) == ("Bo", None, "grader-error")
    assert [exercise["points"] for exercise in bo["exercises"]] == [None, 100]
    assert bo["exercises"][0]["checks"][0]["outcome"] == "grader-error"


def test_files_are_written_whole_or_not_at_all(tmp_path, monkeypatch):
    export.write(tmp_path, {"a": "old\r\n", "b": "old"})

    def full(_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(BadInput, match="No space left on device"):
        export.write(tmp_path, {"a": "new", "b": "new"})
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "a": b"old\r\n",
        "b": b"old",
    }


def test_a_disk_that_is_read_only_is_said(tmp_path, monkeypatch):
    def read_only(*_, **__):
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(Path, "open", read_only)
    monkeypatch.setattr(Path, "unlink", read_only)
    with pytest.raises(BadInput, match="a cannot be written: Read-only file system"):
        export.write(tmp_path, {"a": "new"})


def test_a_pipe_is_written_to_and_a_link_stays_one(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real" / "file")
    export.write(tmp_path, {"link": "new"})
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real" / "file").read_text() == "new"
    with pytest.raises(BadInput, match="real is a folder; give the name of a file"):
        export.write(tmp_path, {"real": "new"})
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
        export.write(tmp_path, {"pipe": "new"})
        assert os.read(reader, 10) == b"new"
        os.close(reader)
        assert (tmp_path / "pipe").is_fifo()


def test_a_place_that_cannot_be_written_is_refused_before_the_work(tmp_path):
    export.prepare(tmp_path / "new" / "marks")
    assert list((tmp_path / "new" / "marks").iterdir()) == []
    (tmp_path / "file").touch()
    with pytest.raises(BadInput, match="is a file"):
        export.prepare(tmp_path / "file")
    with pytest.raises(BadInput, match="Not a directory"):
        export.prepare(tmp_path / "file" / "marks")


def test_only_who_is_excused_from_everything_is_told_to_be_excused():
    checks = tuple(Check(name, name, 50, name) for name in ("test_a", "test_b"))
    kit = Kit(None, (Exercise("01_sum", "m.py", checks),))
    results = (Result(checks[0], FAILED), Result(checks[1], NOT_SUBMITTED))
    half = score.row("An", kit, lambda *_: [Attempt(results)])
    assert (half.total, said.why_no_total(half)) == (None, NOT_SUBMITTED)
    course = Course(overrides={("An", "01_sum"): Override(None, "away")})
    away = score.row("An", kit, lambda *_: [Attempt(results)], course)
    assert (away.total, said.why_no_total(away)) == (None, score.EXCUSED)
