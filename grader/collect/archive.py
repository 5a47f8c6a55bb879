"""Archives: zip files as places. None is ever unpacked to the disk.

Whoever made one may have meant harm: members may lead out of it, be links, be there twice, or be
far larger than they look.
"""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from grader.collect.place import (
    Entry,
    File,
    Place,
    Refused,
    in_order,
    printable,
    too_large,
    within,
)

ARCHIVE_BYTES = 20_000_000
"""An archive that a student made is not larger."""

ARCHIVE_MEMBERS = 10_000
"""Nor does it hold more."""

RATIO = 200
"""What shrinks to less than a part in this many is no program (a thousandfold is zip's best)."""

RATIO_FROM_BYTES = 100_000
"""Below this size, whatever it shrinks to does no harm."""

DEPTH = 50
"""Nor does it hold anything in more folders, one in the other."""

NAME_CHARACTERS = 100
"""So much is shown of the name of a member."""

ENCRYPTED = 0x1
UTF8 = 0x800
DIRECTORY_ENTRY = b"PK\1\2"
MS_DOS_FOLDER = 0x10


@dataclass(slots=True, eq=False)
class Archive:
    """The members of a zip file, seen as folders and files.

    Attributes:
        changed: when the archive itself was last changed, by the clock of whoever keeps it.
        tricks: a sentence for each member that is not what a file in an archive should be.

    """

    changed: datetime | None = None
    tricks: list[str] = field(default_factory=list)
    _zip: zipfile.ZipFile = field(init=False)
    _files: dict[str, zipfile.ZipInfo] = field(default_factory=dict)
    _bad: dict[str, str] = field(default_factory=dict)
    _folders: dict[str, dict[str, Entry]] = field(default_factory=lambda: {"": {}})

    @classmethod
    def of(cls, file: Path | bytes) -> Archive:
        """Look into a zip file, which is on the disk or in memory.

        Raises:
            Refused: it is none, or one that would harm us.

        """
        made = cls()
        if isinstance(file, bytes) and file.count(DIRECTORY_ENTRY) > ARCHIVE_MEMBERS:
            raise Refused(f"holds more than {ARCHIVE_MEMBERS} files")
        try:
            made._zip = zipfile.ZipFile(io.BytesIO(file) if isinstance(file, bytes) else file)
        except OSError as error:
            raise Refused(f"cannot be read: {error.strerror}") from error
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise Refused("is no zip file, or a damaged one") from error
        for info in made._zip.infolist():
            made._add(info)
        return made

    def _add(self, info: zipfile.ZipInfo) -> None:
        path = _path(info)
        shown = printable(path[:NAME_CHARACTERS])
        if path.startswith("/") or path[1:2] == ":" or ".." in path.split("/"):
            self.tricks.append(f"{shown} leads out of it")
            return
        parts = [part for part in path.split("/") if part not in ("", ".")]
        if not parts:
            return
        if len(parts) > DEPTH:
            self.tricks.append(f"{shown} lies in more than {DEPTH} folders")
            return
        path = "/".join(parts)
        is_folder = info.filename.endswith(("/", "\\")) or bool(info.external_attr & MS_DOS_FOLDER)
        mode = info.external_attr >> 16
        why = ""
        if stat.S_ISLNK(mode):
            why = "is a symbolic link"
        elif stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
            why = "is no regular file"
        elif path in self._files and not is_folder:
            why = "is in the archive twice"
        if why:
            self.tricks.append(f"{shown} {why}")
            self._bad[path] = why
        for depth in range(len(parts)):
            inside = "/".join(parts[:depth])
            is_last = depth == len(parts) - 1
            entry = Entry(parts[depth], is_folder or not is_last, why if is_last else "")
            self._folders.setdefault(inside, {}).setdefault(parts[depth], entry)
        if not is_folder:
            self._files[path] = info

    def entries(self, inside: str = "") -> list[Entry]:
        """See `Place.entries`."""
        return in_order(self._folders.get(inside.strip("/"), {}).values())

    def read(self, path: str, limit_bytes: int) -> File:
        """See `Place.read`."""
        parts = path.split("/")
        for end in range(1, len(parts) + 1):
            part = "/".join(parts[:end])
            if part in self._bad:
                raise Refused(f"{part} {self._bad[part]}")
        if path not in self._files:
            raise FileNotFoundError(path)
        info = self._files[path]
        if info.flag_bits & ENCRYPTED:
            raise Refused(f"{path} is encrypted")
        if info.file_size > max(RATIO_FROM_BYTES, RATIO * info.compress_size):
            raise Refused(f"{path} is packed more than {RATIO}-fold, as no program is")
        if info.file_size > limit_bytes:
            raise Refused(too_large(path, limit_bytes))
        try:
            # What the member says of its size need not be true; zipfile stops at it, and so do we.
            with self._zip.open(info) as file:
                data = file.read(limit_bytes + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
            raise Refused(f"{path} is damaged in the archive") from error
        except Exception as error:  # each way of packing has errors of its own
            raise Refused(f"{path} is packed in a way that cannot be read") from error
        return File(within(path, data, limit_bytes), _changed(info))


@dataclass(frozen=True, slots=True)
class Packed:
    """An archive that lies in another place; it is looked into when it is asked for something."""

    place: Place
    path: str

    def open(self) -> Archive:
        """Look into it.

        Raises:
            Refused: it is none, or one that would harm us.

        """
        try:
            file = self.place.read(self.path, ARCHIVE_BYTES)
            made = Archive.of(file.data)
            made.changed = file.changed
            return made
        except Refused as refused:
            text = str(refused)
            raise Refused(text if text.startswith(self.path) else f"{self.path} {text}") from None
        except FileNotFoundError:
            raise Refused(f"{self.path} is not there any more") from None

    def entries(self, inside: str = "") -> list[Entry]:
        """See `Place.entries`."""
        return self.open().entries(inside)

    def read(self, path: str, limit_bytes: int) -> File:
        """See `Place.read`."""
        return self.open().read(path, limit_bytes)


def _path(info: zipfile.ZipInfo) -> str:
    """The path of a member, with slashes; some programs of Windows write backslashes.

    Names are in code page 437 unless they say UTF-8; but macOS writes UTF-8 and does not say so.
    """
    name = info.filename
    if not info.flag_bits & UTF8:
        try:
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:
            name = info.filename
    return name.replace("\\", "/")


def _changed(info: zipfile.ZipInfo) -> datetime | None:
    try:
        return datetime(*info.date_time)
    except ValueError:  # month 0 and the like
        return None
