"""Places where files lie: a folder, a part of another place; read with care.

Whoever filled them may have meant harm: no link is followed, nothing is read beyond a limit.
`archive` has one more kind.
"""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from grader.errors import BadInput

ARCHIVES = (".zip", ".rar", ".7z", ".tar", ".tgz", ".tar.gz", ".tar.bz2", ".tar.xz")
"""How the names of archives end; all but the first are refused when they are opened."""

FILE_BYTES = 1_000_000
"""A module of an exercise is not larger."""


class Refused(Exception):
    """Something is there that is not taken; the text says what and why, without a full stop."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What lies in a place under a name.

    Attributes:
        name: as the place knows it.
        is_folder: whether there may be more in it.
        why: why it is never opened; empty if it may be.

    """

    name: str
    is_folder: bool = False
    why: str = ""

    @property
    def is_hidden(self) -> bool:
        """Whether it is of the kind that systems and editors leave lying around."""
        return self.name.startswith((".", "__"))

    @property
    def is_archive(self) -> bool:
        """Whether it is an archive, by its name."""
        return not self.is_folder and not self.why and self.name.lower().endswith(ARCHIVES)


@dataclass(frozen=True, slots=True)
class File:
    """The bytes of a file, and when it was last changed by the clock of whoever packed it."""

    data: bytes
    changed: datetime | None = None


class Place(Protocol):
    """Where files lie; a path in it has its parts between slashes."""

    def entries(self, inside: str = "") -> list[Entry]:
        """What lies in the folder *inside*, ordered by name; nothing if there is none."""

    def read(self, path: str, limit_bytes: int) -> File:
        """Read a file.

        Raises:
            FileNotFoundError: there is none.
            Refused: there is something that is not taken.

        """


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder on the disk; raises `BadInput` when it is not there, for then nobody knows."""

    path: Path

    def entries(self, inside: str = "") -> list[Entry]:
        """See `Place.entries`."""
        try:
            found = list(os.scandir(self.path / inside))
        except (FileNotFoundError, NotADirectoryError):
            self._look()
            return []
        except OSError as error:
            raise Refused(f"{inside or self.path.name} cannot be read: {error.strerror}") from error
        return in_order(
            Entry(
                e.name,
                e.is_dir(follow_symlinks=False),
                "is a symbolic link" if e.is_symlink() else "",
            )
            for e in found
        )

    def read(self, path: str, limit_bytes: int) -> File:
        """See `Place.read`."""
        parts = path.split("/")
        for end in range(1, len(parts) + 1):
            part = "/".join(parts[:end])
            if (self.path / part).is_symlink():
                raise Refused(f"{part} is a symbolic link")
        try:
            return self._read(path, limit_bytes)
        except (FileNotFoundError, NotADirectoryError) as error:
            self._look()
            raise FileNotFoundError(path) from error
        except OSError as error:
            raise Refused(f"{path} cannot be read: {error.strerror}") from error

    def _look(self) -> None:
        """See whether something is missing only in the folder, or all of it."""
        if not self.path.is_dir():
            raise BadInput(
                f"{self.path} is not there any more. What was graded is kept; when it is back, the "
                "same command goes on from here."
            )

    def _read(self, path: str, limit_bytes: int) -> File:
        # A pipe or a device must not hold us up, a link put there meanwhile must not lead us on.
        flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
        descriptor = os.open(self.path / path, flags)
        try:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                raise Refused(f"{path} is no regular file")
            with os.fdopen(descriptor, "rb", closefd=False) as file:
                data = file.read(limit_bytes + 1)
        finally:
            os.close(descriptor)
        return File(within(path, data, limit_bytes), datetime.fromtimestamp(status.st_mtime))


@dataclass(frozen=True, slots=True)
class Part:
    """The folder *inside* of another place, as a place."""

    place: Place
    inside: str

    def entries(self, inside: str = "") -> list[Entry]:
        """See `Place.entries`."""
        return self.place.entries("/".join(filter(None, (self.inside, inside))))

    def read(self, path: str, limit_bytes: int) -> File:
        """See `Place.read`."""
        try:
            return self.place.read(f"{self.inside}/{path}", limit_bytes)
        except Refused as refused:
            raise Refused(str(refused).removeprefix(f"{self.inside}/")) from None


@dataclass(frozen=True, slots=True, eq=False)
class Renamed:
    """Some files of another place, under other names."""

    place: Place
    names: Mapping[str, str]

    def entries(self, inside: str = "") -> list[Entry]:
        """See `Place.entries`."""
        return [] if inside else in_order(Entry(name) for name in self.names)

    def read(self, path: str, limit_bytes: int) -> File:
        """See `Place.read`."""
        if path not in self.names:
            raise FileNotFoundError(path)
        return self.place.read(self.names[path], limit_bytes)


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """The *entries* by name, whatever the case."""
    return sorted(entries, key=lambda entry: (entry.name.casefold(), entry.name))


def printable(name: str) -> str:
    """*name* as text that every file and terminal takes, composed (NFC), whoever wrote it.

    What is no character appears as a code.
    """
    text = os.fsencode(name).decode("utf-8", "backslashreplace")
    text = unicodedata.normalize("NFC", text)
    return "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in text)


def within(path: str, data: bytes, limit_bytes: int) -> bytes:
    """The *data* of the file at *path*, if there are not more than *limit_bytes* of them."""
    if len(data) > limit_bytes:
        raise Refused(too_large(path, limit_bytes))
    return data


def too_large(path: str, limit_bytes: int) -> str:
    """Why a file of more than *limit_bytes* is not taken."""
    most = f"{limit_bytes // 1000} KB" if limit_bytes >= 1000 else f"{limit_bytes} bytes"
    return f"{path} is larger than {most}"
