"""The journal: every check's result, kept from the moment it exists, whatever happens next."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from grader.database import Database
from grader.errors import BadInput
from grader.kit import Exercise
from grader.result import AGAIN, FAILED, FIELDS, PASSED, REJECTED, Attempt, Result


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


class Journal:
    """The results of a class in an SQLite file; several threads, and several graders, may write.

    A piece of work is a student, an exercise, the bytes that were handed in and the kit that checks
    them. It has one result for each check. What is graded anew gets a new *round*, and the rounds
    before it stay as history. Nothing is kept halfway: what is recorded is on the disk when
    `record` returns, or the block of `together` around it ends.
    """

    def __init__(self, path: Path | str = ":memory:") -> None:
        """Open the journal in the file *path*, or make it.

        Raises:
            BadInput: it is no journal, cannot be opened, or was written by a newer grader.

        """
        self._database = Database(path)
        try:
            with self._database.reading():
                found = self._database.ask("SELECT coalesce(max(id), 0) FROM result").fetchone()
        except BadInput:
            self.close()
            raise
        (self._begin,) = found  # the newest result that is not of now

    def close(self) -> None:
        """Put everything into the one file, and let go of it."""
        self._database.close()

    def together(self) -> AbstractContextManager[None]:
        """Keep what is opened and recorded in the block at its end, all at once or not at all.

        To wait for the disk takes longer than everything else. Others wait meanwhile.
        """
        return self._database.transaction()

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
        with self._database.transaction():
            self._database.ask(
                "INSERT OR IGNORE INTO work(student, exercise, submission, kit) VALUES (?,?,?,?)",
                *key,
            )
            self._database.ask(
                "UPDATE work SET handed_in = ? WHERE (student, exercise, submission, kit) "
                "= (?,?,?,?) AND handed_in <> ?",
                *(handed_in, *key, handed_in),
            )
            if anew:
                self._database.ask(
                    "UPDATE work SET round = round + 1 WHERE (student, exercise, submission, kit) "
                    "= (?,?,?,?) AND EXISTS (SELECT 1 FROM result WHERE work = work.id "
                    "AND result.round = work.round)",
                    *key,
                )
            found = self._database.ask(
                "SELECT id, round FROM work WHERE (student, exercise, submission, kit) = (?,?,?,?)",
                *key,
            ).fetchone()
            self._database.ask(
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
        with self._database.transaction():
            for result in results:
                values = {name: getattr(result, name) for name in FIELDS}
                names = ", ".join(FIELDS)
                marks = ", ".join("?" * len(FIELDS))
                changes = ", ".join(f"{name} = excluded.{name}" for name in FIELDS)
                self._database.ask(
                    f"INSERT INTO result(work, round, name, {names}) VALUES (?, ?, ?, {marks}) "
                    f"ON CONFLICT DO UPDATE SET {changes} "
                    f"WHERE outcome IN {AGAIN}",
                    *(work.id, work.round, result.check.name, *values.values()),
                )

    def results(self, work: Work, exercise: Exercise) -> list[Result]:
        """What is known of *work*, in the order it came."""
        with self._database.reading():
            return self._read(exercise, "work = ? AND round = ?", work.id, work.round)

    def present(self, student: str, exercise: Exercise) -> list[Result]:
        """What is known of what *student* handed in last."""
        with self._database.reading():
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
        with self._database.reading():
            works = self._database.ask(
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
        with self._database.reading():
            return self._database.ask(
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
        with self._database.transaction():
            self._database.ask(
                "INSERT INTO approval SELECT work.student, work.exercise, submission, ? "
                "FROM present JOIN work ON work.id = present.work "
                "WHERE (present.student, present.exercise) = (?,?)",
                *(reason, student, exercise),
            )

    def is_approved(self, student: str, work: Work) -> bool:
        """Whether a person has let *work* of *student* be run."""
        with self._database.reading():
            found = self._database.ask(
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
        with self._database.reading():
            others = self._database.ask(
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
        rows = self._database.ask(
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
