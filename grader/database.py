"""The SQLite file of a journal: its tables, from whatever version, and who may use it when."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from threading import RLock

from grader.errors import BadInput

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

TABLES = ("work", "present", "result")
"""Those of every version."""

WAIT_S = 60.0
"""How long to wait for another grader that writes to the same journal, in seconds."""


class Database:
    """The database in a file; several threads, and several processes, may write.

    Args:
        path: of the file, which is made if there is none.

    Raises:
        BadInput: it is no journal, cannot be opened, or was written by a newer grader.

    """

    def __init__(self, path: Path | str) -> None:
        self._path = path
        self._lock = RLock()
        try:
            self._connection = sqlite3.connect(
                path, timeout=WAIT_S, isolation_level=None, check_same_thread=False
            )
        except sqlite3.Error as error:
            if Path(path).is_dir():
                raise BadInput(
                    f"The journal {path} is a folder, and has to be a file. Move it away, or "
                    "choose another -o."
                ) from error
            raise BadInput(f"The journal {path} cannot be opened: {error}.") from error
        try:
            self.ask("BEGIN")
            self._version()  # before anything is done to somebody else's file
            self.ask("COMMIT")
            self._keep_a_log()
            self.ask("PRAGMA synchronous=FULL")  # a result survives the loss of power
            self.ask("PRAGMA foreign_keys=ON")
            self._upgrade()
        except BadInput:
            self.close()
            raise
        except sqlite3.Error as error:
            self.close()
            aid = _aid(error)
            if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_FULL:
                aid = " Make room, or choose another -o."
            raise BadInput(f"The journal {path} cannot be opened: {error}.{aid}") from error

    def close(self) -> None:
        """Put everything into the one file, and let go of it."""
        with contextlib.suppress(sqlite3.Error):
            self._connection.close()

    def _keep_a_log(self) -> None:
        """Have readers not wait for writers, by a log of what is written.

        SQLite waits for other graders, but not when it is to begin with this: then it gives up at
        once if another one is at the file. Each of two that begin together meets the other.
        """
        last = time.monotonic() + WAIT_S
        while True:
            try:
                self.ask("PRAGMA journal_mode=WAL")
            except sqlite3.OperationalError as error:
                busy = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY  # of whatever kind
                if not busy or time.monotonic() > last:
                    raise
                time.sleep(0.01)
            else:
                return

    def _version(self) -> int:
        """The version of the tables; 0 if there are none.

        Raises:
            BadInput: they are not a journal's, or a newer grader's.

        """
        found = {name for (name,) in self.ask("SELECT name FROM sqlite_master")}
        (version,) = self.ask("PRAGMA user_version").fetchone()
        if (found or version) and (version == 0 or not found.issuperset(TABLES)):
            raise BadInput(f"{self._path} is the database of another program. Choose another -o.")
        if version > len(VERSIONS):
            raise BadInput(
                f"The journal {self._path} was written by a newer grader (version {version} of "
                f"the journal; this grader knows {len(VERSIONS)}). Update Treadle."
            )
        return int(version)

    def _upgrade(self) -> None:
        """Bring the tables to the present version, from whatever version they have."""
        self.ask("BEGIN IMMEDIATE")
        try:
            version = self._version()
            for statements in VERSIONS[version:]:
                for statement in statements.split(";"):
                    self.ask(statement)
            self.ask(f"PRAGMA user_version={len(VERSIONS)}")
        except BaseException:
            self.ask("ROLLBACK")
            raise
        self.ask("COMMIT")

    def ask(self, statement: str, *values: object) -> sqlite3.Cursor:
        """Execute *statement* with *values*; the caller is `reading`, or in a `transaction`."""
        return self._connection.execute(statement, values)

    @contextlib.contextmanager
    def reading(self) -> Iterator[None]:
        """Nobody else of this process uses the database meanwhile.

        Raises:
            BadInput: it cannot be read.

        """
        try:
            with self._lock:
                yield
        except sqlite3.Error as error:
            raise BadInput(
                f"The journal {self._path} cannot be read: {error}.{_aid(error)}"
            ) from error

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All of the block, on the disk at its end, or nothing of it.

        One in a block of another is part of that one.

        Raises:
            BadInput: it cannot be written.

        """
        try:
            with self._lock:
                if self._connection.in_transaction:
                    yield
                    return
                self.ask("BEGIN IMMEDIATE")
                try:
                    yield
                    self.ask("COMMIT")
                except BaseException:
                    with contextlib.suppress(sqlite3.Error):
                        self.ask("ROLLBACK")
                    raise
        except sqlite3.Error as error:
            aid = _aid(error) or (
                " What was graded so far is kept; when there is room, the same command goes on "
                "from there."
            )
            raise BadInput(f"The journal {self._path} cannot be written: {error}.{aid}") from error


def _aid(error: sqlite3.Error) -> str:
    """What to do about *error*, if it says that the file itself is broken."""
    if type(error) is not sqlite3.DatabaseError:
        return ""
    return " Move it away and grade again, or bring it back from a backup."
