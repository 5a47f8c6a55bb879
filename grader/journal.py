"""The journal: every check's result, kept from the moment it exists, whatever happens next."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from grader.errors import BadInput
from grader.kit import Check, Exercise

PASSED = "passed"
FAILED = "failed"
CRASHED = "crashed"
TIMEOUT = "timeout"
NOT_SUBMITTED = "not-submitted"
REFUSED = "refused"
TAMPERED = "tampered"
REJECTED = "rejected"
NOT_GRADED = "not-graded"
GRADER_ERROR = "grader-error"


@dataclass(frozen=True, slots=True)
class Result:
    """How one check ended.

    Attributes:
        outcome: one of the outcomes above.
        verdict: the harness's verdict (`deadlock`, …); empty if it came to none.
        kind: a finer name within the verdict.
        message: one sentence.
        proved: whether every schedule was covered.
        schedules: how many were run.
        replay: the token that shows the failure again.
        story: what happened, as text.
        sandbox: the level of the sandbox that it ran in; empty if nothing ran.

    """

    check: Check
    outcome: str
    verdict: str = ""
    kind: str = ""
    message: str = ""
    proved: bool = False
    schedules: int = 0
    replay: str = ""
    story: str = ""
    sandbox: str = ""


FIELDS = (
    "outcome",
    "verdict",
    "kind",
    "message",
    "proved",
    "schedules",
    "replay",
    "story",
    "sandbox",
)
"""What is kept of a result, besides the check that it is of."""

VERSIONS = (
    """
    CREATE TABLE work(
        id INTEGER PRIMARY KEY, student TEXT, exercise TEXT, submission TEXT, kit TEXT,
        round INTEGER NOT NULL DEFAULT 1, UNIQUE(exercise, submission, kit, student));
    CREATE TABLE present(
        student TEXT, exercise TEXT, work INTEGER REFERENCES work, PRIMARY KEY(student, exercise));
    CREATE TABLE result(
        id INTEGER PRIMARY KEY, work INTEGER REFERENCES work, round INTEGER, name TEXT,
        outcome TEXT, verdict TEXT, kind TEXT, message TEXT, proved INTEGER, schedules INTEGER,
        replay TEXT, story TEXT, sandbox TEXT, UNIQUE(work, round, name))
    """,
    "ALTER TABLE work ADD COLUMN handed_in TEXT NOT NULL DEFAULT ''",
    """
    CREATE TABLE approval(
        student TEXT, exercise TEXT, submission TEXT, reason TEXT,
        PRIMARY KEY(student, exercise, submission))
    """,
    "CREATE INDEX work_of_student ON work(student, exercise)",
)
"""How to come to each version of the tables from the one before."""

AGAIN = (GRADER_ERROR, REJECTED)
"""Outcomes that say nothing of the work: the check is run as soon as nothing is in the way."""

WAIT_S = 60.0
"""How long to wait for another grader that writes to the same journal, in seconds."""


@dataclass(frozen=True, slots=True)
class Work:
    """A piece of work in the journal.

    Attributes:
        id: its number there.
        round: how often it was graded.
        exercise, submission, kit: see `Journal.open`.

    """

    id: int
    round: int
    exercise: str
    submission: str
    kit: str


@dataclass(frozen=True, slots=True)
class Attempt:
    """What is known of one of the things that a student handed in for an exercise.

    Attributes:
        results: of its checks, in the order they came.
        handed_in: when; see `grader.collect.Submission`.

    """

    results: tuple[Result, ...] = ()
    handed_in: str = ""


class Journal:
    """The results of a class in an SQLite file; several threads, and several graders, may write.

    A piece of work is a student, an exercise, the bytes that were handed in and the kit that checks
    them. It has one result for each check. What is graded anew gets a new *round*, and the rounds
    before it stay as history. Nothing is kept halfway: each result is a transaction of its own,
    which is on the disk when `record` returns.
    """

    def __init__(self, path: Path | str = ":memory:") -> None:
        """Open the journal in the file *path*, or make it.

        Raises:
            BadInput: it is no journal, cannot be opened, or was written by a newer grader.

        """
        self._path = path
        self._lock = Lock()
        try:
            self._database = sqlite3.connect(
                path, timeout=WAIT_S, isolation_level=None, check_same_thread=False
            )
        except sqlite3.Error as error:
            raise BadInput(f"The journal {path} cannot be opened: {error}.") from error
        try:
            # WAL: readers do not wait for writers. FULL: a result survives the loss of power.
            self._database.execute("PRAGMA journal_mode=WAL")
            self._database.execute("PRAGMA synchronous=FULL")
            self._database.execute("PRAGMA foreign_keys=ON")
            self._upgrade()
            (self._begin,) = self._ask("SELECT coalesce(max(id), 0) FROM result").fetchone()
        except BadInput:
            self.close()
            raise
        except sqlite3.Error as error:
            self.close()
            raise BadInput(f"The journal {path} cannot be opened: {error}.{_aid(error)}") from error

    def close(self) -> None:
        """Put everything into the one file, and let go of it."""
        with contextlib.suppress(sqlite3.Error):
            self._database.close()

    def _upgrade(self) -> None:
        """Bring the tables to the present version, from whatever version they have."""
        self._database.execute("BEGIN IMMEDIATE")
        try:
            (version,) = self._database.execute("PRAGMA user_version").fetchone()
            if version > len(VERSIONS):
                raise BadInput(
                    f"The journal {self._path} was written by a newer grader (version {version} of "
                    f"the journal; this grader knows {len(VERSIONS)}). Update Treadle."
                )
            if version == 0 and self._database.execute("SELECT 1 FROM sqlite_master").fetchone():
                raise BadInput(
                    f"{self._path} is the database of another program. Choose another -o."
                )
            for statements in VERSIONS[version:]:
                for statement in statements.split(";"):
                    self._database.execute(statement)
            self._database.execute(f"PRAGMA user_version={len(VERSIONS)}")
        except BaseException:
            self._database.execute("ROLLBACK")
            raise
        self._database.execute("COMMIT")

    def open(
        self,
        student: str,
        exercise: str,
        submission: str,
        kit: str,
        *,
        anew: bool,
        handed_in: str = "",
    ) -> Work:
        """Begin, or go on with, a piece of work; from now on it is the student's present one.

        Args:
            student: whose it is.
            exercise: the name of the exercise.
            submission: stands for the bytes that were handed in.
            kit: stands for the kit.
            anew: whether results that are there already become history.
            handed_in: when; see `grader.collect.Submission`.

        Raises:
            BadInput: the journal cannot be written.

        """
        key = (student, exercise, submission, kit)
        with self._lock, self._transaction():
            self._ask(
                "INSERT OR IGNORE INTO work(student, exercise, submission, kit) VALUES (?,?,?,?)",
                *key,
            )
            self._ask(
                "UPDATE work SET handed_in = ? WHERE (student, exercise, submission, kit) "
                "= (?,?,?,?) AND handed_in <> ?",
                *(handed_in, *key, handed_in),
            )
            if anew:
                self._ask(
                    "UPDATE work SET round = round + 1 WHERE (student, exercise, submission, kit) "
                    "= (?,?,?,?) AND EXISTS (SELECT 1 FROM result WHERE work = work.id "
                    "AND result.round = work.round)",
                    *key,
                )
            found = self._ask(
                "SELECT id, round FROM work WHERE (student, exercise, submission, kit) = (?,?,?,?)",
                *key,
            ).fetchone()
            self._ask(
                "INSERT INTO present(student, exercise, work) VALUES (?,?,?) "
                "ON CONFLICT DO UPDATE SET work = excluded.work WHERE work <> excluded.work",
                student,
                exercise,
                found[0],
            )
        return Work(found[0], found[1], exercise, submission, kit)

    def record(self, work: Work, results: Iterable[Result]) -> None:
        """Keep *results*; one that is there already stays, unless it can be done again (`AGAIN`).

        Raises:
            BadInput: the journal cannot be written.

        """
        with self._lock, self._transaction():
            for result in results:
                values = {name: getattr(result, name) for name in FIELDS}
                names = ", ".join(FIELDS)
                marks = ", ".join("?" * len(FIELDS))
                changes = ", ".join(f"{name} = excluded.{name}" for name in FIELDS)
                self._ask(
                    f"INSERT INTO result(work, round, name, {names}) VALUES (?, ?, ?, {marks}) "
                    f"ON CONFLICT DO UPDATE SET {changes} "
                    f"WHERE outcome IN {AGAIN}",
                    *(work.id, work.round, result.check.name, *values.values()),
                )

    def results(self, work: Work, exercise: Exercise) -> list[Result]:
        """What is known of *work*, in the order it came."""
        with self._reading():
            return self._read(exercise, "work = ? AND round = ?", work.id, work.round)

    def present(self, student: str, exercise: Exercise) -> list[Result]:
        """What is known of what *student* handed in last."""
        with self._reading():
            return self._read(
                exercise,
                "(work, round) = (SELECT work.id, work.round FROM present "
                "JOIN work ON work.id = present.work "
                "WHERE present.student = ? AND present.exercise = ?)",
                *(student, exercise.name),
            )

    def attempts(self, student: str, exercise: Exercise) -> list[Attempt]:
        """What is known of all that *student* handed in for the same kit; what counts now is last.

        Of what was graded several times the last time counts.
        """
        with self._reading():
            works = self._ask(
                "SELECT work.id, work.round, work.handed_in FROM present "
                "JOIN work AS now ON now.id = present.work JOIN work "
                "ON (work.student, work.exercise, work.kit) = (now.student, now.exercise, now.kit) "
                "WHERE present.student = ? AND present.exercise = ? "
                "ORDER BY work.id = now.id, work.id",
                *(student, exercise.name),
            ).fetchall()
            return [
                Attempt(
                    tuple(self._read(exercise, "work = ? AND round = ?", number, round)), handed_in
                )
                for number, round, handed_in in works
            ]

    def rejected(self) -> list[tuple[str, str, str]]:
        """What waits for a person's review: the student, the exercise, and why."""
        with self._reading():
            return self._ask(
                "SELECT student, exercise, message FROM present "
                "JOIN (SELECT id, round FROM work) AS w ON w.id = present.work "
                "JOIN result ON result.work = w.id AND result.round = w.round "
                "WHERE outcome = ? AND NOT EXISTS (SELECT 1 FROM approval JOIN work "
                "ON (work.student, work.exercise, work.submission) = "
                "(approval.student, approval.exercise, approval.submission) "
                "WHERE work.id = present.work) "
                "GROUP BY student, exercise ORDER BY student, exercise",
                REJECTED,
            ).fetchall()

    def approve(self, student: str, exercise: str, reason: str) -> None:
        """Let what *student* handed in last be run, whatever the policy says.

        Raises:
            BadInput: it was not rejected, or the journal cannot be written.

        """
        if (student, exercise) not in [found[:2] for found in self.rejected()]:
            raise BadInput(f"Nothing of {student}/{exercise} waits for a review.")
        with self._lock, self._transaction():
            self._ask(
                "INSERT INTO approval SELECT work.student, work.exercise, submission, ? "
                "FROM present JOIN work ON work.id = present.work "
                "WHERE (present.student, present.exercise) = (?,?)",
                *(reason, student, exercise),
            )

    def is_approved(self, student: str, work: Work) -> bool:
        """Whether a person has let *work* of *student* be run."""
        with self._reading():
            found = self._ask(
                "SELECT 1 FROM approval WHERE (student, exercise, submission) = (?,?,?)",
                *(student, work.exercise, work.submission),
            ).fetchone()
        return found is not None

    def twin(self, work: Work, exercise: Exercise, *, of_now: bool) -> list[Result]:
        """What is known of the same bytes, handed in by somebody else; nothing if not all is.

        Args:
            work: for whom it is asked.
            exercise: whose checks to know.
            of_now: whether results from before this journal was opened do not count.

        """
        with self._reading():
            others = self._ask(
                "SELECT id, round FROM work WHERE (exercise, submission, kit) = (?,?,?) "
                "AND id <> ? ORDER BY id",
                *(work.exercise, work.submission, work.kit, work.id),
            ).fetchall()
            for other in others:
                found = self._read(
                    exercise,
                    "work = ? AND round = ? AND id > ?",
                    *(*other, self._begin if of_now else 0),
                )
                if len(found) == len(exercise.checks) and all(
                    result.outcome in (PASSED, FAILED) for result in found
                ):
                    return found
        return []

    def _read(self, exercise: Exercise, where: str, *values: object) -> list[Result]:
        checks = {check.name: check for check in exercise.checks}
        rows = self._ask(
            f"SELECT name, {', '.join(FIELDS)} FROM result WHERE {where} ORDER BY id", *values
        )
        return [
            Result(
                checks[name], **dict(zip(FIELDS, fields, strict=True)) | {"proved": bool(proved)}
            )
            for name, *fields in rows
            for proved in [fields[FIELDS.index("proved")]]
            if name in checks
        ]

    def _ask(self, statement: str, *values: object) -> sqlite3.Cursor:
        return self._database.execute(statement, values)

    @contextlib.contextmanager
    def _reading(self) -> Iterator[None]:
        """Nobody else of this process uses the database meanwhile."""
        try:
            with self._lock:
                yield
        except sqlite3.Error as error:
            raise BadInput(
                f"The journal {self._path} cannot be read: {error}.{_aid(error)}"
            ) from error

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        """All of the block, on the disk at its end, or nothing of it."""
        try:
            self._ask("BEGIN IMMEDIATE")
            try:
                yield
                self._ask("COMMIT")
            except BaseException:
                with contextlib.suppress(sqlite3.Error):
                    self._ask("ROLLBACK")
                raise
        except sqlite3.Error as error:
            raise BadInput(
                f"The journal {self._path} cannot be written: {error}. What was graded so far is "
                "kept; when there is room, the same command goes on from there."
            ) from error


def _aid(error: sqlite3.Error) -> str:
    """What to do about *error*, if it says that the file itself is broken."""
    if type(error) is not sqlite3.DatabaseError:
        return ""
    return " Move it away and grade again, or bring it back from a backup."
