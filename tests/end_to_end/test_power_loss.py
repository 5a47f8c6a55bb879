"""The power fails: what the journal had said to be kept is there, once, and the rest can be done.

A process writes a journal while everything that it does to the files is noted, with the moments at
which it was told that something is kept. Then the power fails at any point of that: what was synced
is on the disk, and of the rest any write may be there, be missing, or be torn between two sectors.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from grader.errors import BadInput
from grader.journal import Journal
from grader.result import Result
from tests.end_to_end.faults.recorded import CHECKS, EXERCISE, STUDENTS

HERE = Path(__file__).parent / "faults"
HEAD = struct.Struct("=ccHIQ")
SECTOR_BYTES = 512
NAMES = {b"d": "journal.db", b"w": "journal.db-wal"}
Note = tuple[bytes, bytes, int, bytes]


@dataclass
class File:
    """A file on a disk: what is safe, and what has been done to it since."""

    safe: bytes | None = None
    since: list[Note] = field(default_factory=list)

    def sync(self) -> None:
        self.safe = self.after(self.since)
        self.since = []

    def after(self, notes: list[Note]) -> bytes | None:
        found = self.safe
        for what, _, offset, data in notes:
            found = applied(found, what, offset, data)
        return found

    def failed(self, chance: random.Random) -> bytes | None:
        """What may be found of it after the power has failed."""
        share = chance.choice((0.0, 0.3, 0.7, 1.0))
        found = self.safe
        for what, _, offset, data in self.since:
            if what == b"w" and chance.random() < 0.3:  # torn: any of its sectors
                for at in range(0, len(data), SECTOR_BYTES):
                    if chance.random() < share:
                        part = data[at : at + SECTOR_BYTES]
                        found = applied(found, what, offset + at, part)
            elif chance.random() < share:
                found = applied(found, what, offset, data)
        return found


def applied(content: bytes | None, what: bytes, offset: int, data: bytes) -> bytes | None:
    if what == b"u":
        return None
    content = (content or b"").ljust(offset, b"\0")
    if what == b"t":
        return content[:offset]
    return content[:offset] + data + content[offset + len(data) :]


def parsed(record: bytes) -> Iterator[Note]:
    at = 0
    while at < len(record):
        what, which, _, length, offset = HEAD.unpack_from(record, at)
        at += HEAD.size
        yield what, which, offset, record[at : at + length]
        at += length


@pytest.fixture(scope="module")
def notes(tmp_path_factory: pytest.TempPathFactory) -> list[Note]:
    """All that was done to the files of a journal, and what it had said to be kept."""
    compiler = shutil.which("cc")
    if sys.platform != "linux" or compiler is None:
        pytest.skip("needs Linux and a compiler")
    folder = tmp_path_factory.mktemp("recorded")
    library, record = folder / "recorder.so", folder / "record"
    source = str(HERE / "recorder.c")
    command = [compiler, "-shared", "-fPIC", "-o", str(library), source, "-ldl"]
    subprocess.run(command, check=True)
    record.touch()
    environment = os.environ | {"LD_PRELOAD": str(library), "RECORD": str(record)}
    command = [sys.executable, str(HERE / "recorded.py"), str(folder), str(record)]
    subprocess.run(command, env=environment, check=True)
    found = list(parsed(record.read_bytes()))
    assert {what for what, *_ in found} >= {b"w", b"s", b"k", b"u"}
    assert len([0 for what, which, *_ in found if (what, which) == (b"s", b"d")]) > 5, "checkpoints"
    return found


def fail(notes: list[Note], at: int, chance: random.Random, folder: Path) -> dict[str, list[str]]:
    """Let the power fail after *at* notes; what had been said to be kept, by student and check."""
    disk = {which: File() for which in NAMES}
    kept: dict[str, list[str]] = {}
    for what, which, offset, data in notes[:at]:
        if what == b"k":
            student, round, check, *result = json.loads(data)
            kept[f"{student} {round} {check}"] = result
        elif what == b"s":
            disk[which].sync()
        else:
            disk[which].since.append((what, which, offset, data))
    for which, name in NAMES.items():
        content = disk[which].failed(chance)
        if content is not None:
            (folder / name).write_bytes(content)
    return kept


def check_journal(folder: Path, kept: dict[str, list[str]], ever: set[str]) -> None:
    with closing(Journal(folder / "journal.db")) as journal:
        assert journal._database.ask("PRAGMA integrity_check").fetchone() == ("ok",)
        rows = journal._database.ask(
            "SELECT student, result.round, name, outcome, story FROM result "
            "JOIN work ON work.id = result.work"
        ).fetchall()
        found = {f"{s} {r} {check}": [outcome, story] for s, r, check, outcome, story in rows}
        assert len(found) == len(rows), "something is there twice"
        assert found.keys() <= ever, "something is there that nobody did"
        for what, result in kept.items():
            assert what in found, f"{what} was kept, and is lost"
            assert found[what] == result or found[what][1].split()[2] > result[1].split()[2]
        # And the same command goes on from there.
        for number in range(STUDENTS):
            work = journal.open(
                f"s{number}", EXERCISE.name, f"bytes {number % 4}", "kit", anew=False
            )
            journal.record(work, [Result(check, "passed") for check in CHECKS])
            assert len(journal.results(work, EXERCISE)) == len(CHECKS)


def try_all(notes: list[Note], cuts: list[int], seed: int, folder: Path) -> None:
    ever = set()
    for what, _, _, data in notes:
        if what == b"k":
            student, round, check, *_ = json.loads(data)
            ever.add(f"{student} {round} {check}")
    lost = 0
    for number, at in enumerate(cuts):
        place = folder / str(number)
        place.mkdir()
        kept = fail(notes, at, random.Random(f"{seed} {at} {number}"), place)
        lost += 0 < len(kept) < len(ever)
        check_journal(place, kept, ever)
        shutil.rmtree(place)
    assert lost > len(cuts) // 3, "the power failed too early or too late"


def test_what_is_kept_survives_a_loss_of_power(notes: list[Note], tmp_path: Path) -> None:
    cuts = random.Random(3).sample(range(1, len(notes) + 1), 40)
    try_all(notes, cuts, 3, tmp_path)


@pytest.mark.whole
def test_what_is_kept_survives_a_loss_of_power_anywhere(notes: list[Note], tmp_path: Path) -> None:
    try_all(notes, [at for at in range(1, len(notes) + 1) for _ in range(5)], 4, tmp_path)


def test_a_disk_that_syncs_nothing_is_found_out(notes: list[Note], tmp_path: Path) -> None:
    """Else the test above would find nothing either."""
    unsafe = [note for note in notes if note[0] != b"s"]
    with pytest.raises((AssertionError, BadInput, sqlite3.DatabaseError)):
        try_all(unsafe, list(range(len(unsafe) // 2, len(unsafe), 7)), 5, tmp_path)
