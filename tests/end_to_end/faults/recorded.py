"""Writes a journal, and notes what it was told to keep as soon as it says that it has.

    python recorded.py FOLDER RECORD

`recorder.c` has to be preloaded: it notes in RECORD what is done to the files, in the same order.
"""

import json
import os
import struct
import sys
from pathlib import Path

from grader.journal import Journal
from grader.kit import Check, Exercise
from grader.result import FAILED, GRADER_ERROR, PASSED, Result

STUDENTS = 6
CHECKS = tuple(Check(f"test_{i}", "It is.", 10, f"01_it/test_it.py::test_{i}") for i in range(3))
EXERCISE = Exercise("01_it", "it.py", CHECKS, "kit")
PAGES = 12
"""So often what is in the log goes into the database, as it does in a large class."""


def main():
    folder, record = sys.argv[1:]
    told = os.open(record, os.O_WRONLY | os.O_APPEND)

    def kept(*what):
        text = json.dumps(what).encode()
        os.write(told, struct.pack("=ccHIQ", b"k", b" ", 0, len(text), 0) + text)

    for session in range(3):
        journal = Journal(Path(folder, "journal.db"))
        journal._database.ask(f"PRAGMA wal_autocheckpoint={PAGES}")
        for number in range(STUDENTS):
            name = f"s{number}"
            anew = session == 2
            work = journal.open(name, EXERCISE.name, f"bytes {number % 4}", "kit", anew=anew)
            for at, check in enumerate(CHECKS[: session + 1]):
                outcome = (PASSED, FAILED, GRADER_ERROR)[(number + at + session) % 3]
                story = f"{name} {check.name} {session} " + "x" * (500 * number)
                journal.record(work, [Result(check, outcome, story=story)])
                now = [r for r in journal.results(work, EXERCISE) if r.check == check]
                assert len(now) == 1
                kept(name, work.round, check.name, now[0].outcome, now[0].story)
        if session < 2:
            journal.close()


if __name__ == "__main__":
    main()
