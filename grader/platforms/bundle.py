"""What travels to a platform: Treadle, the grader, and what of the kit the exercises need."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import treadle
from grader.errors import BadInput
from grader.kit import Kit

LEFT_OUT = {"__pycache__", "sample_class", ".pytest_cache"}
TIME = (2000, 1, 1, 0, 0, 0)
"""All files are of this time, so that the same content gives the same bytes."""

PROGRAM, FILE = 0o100755, 0o100644


def contents(everything: Kit) -> dict[str, bytes]:
    """The files that grading needs, by their paths."""
    home = Path(treadle.__file__).resolve().parents[1]
    found = dict(_tree(home / "treadle", home)) | dict(_tree(home / "grader", home))
    folder = everything.folder
    around = folder.parent
    for file in sorted(path for path in folder.iterdir() if path.is_file()):
        found[f"exercises/{file.name}"] = file.read_bytes()
    for exercise in everything.exercises:
        for part in (folder / exercise.name, folder / ".shipped" / exercise.name):
            found |= {f"exercises/{p}": data for p, data in _tree(part, folder)}
        for part in (
            around / "tests" / "answers" / exercise.name,
            around / "solutions" / exercise.name,
        ):
            found |= dict(_tree(part, around))
    found["requirements.txt"] = requirements().encode()
    return found


def _tree(folder: Path, root: Path) -> Iterator[tuple[str, bytes]]:
    for file in sorted(folder.rglob("*")):
        if file.is_file() and not LEFT_OUT & set(file.relative_to(root).parts):
            yield file.relative_to(root).as_posix(), file.read_bytes()


def requirements() -> str:
    """What Treadle needs, in the versions that are installed here, a line each."""
    known: dict[str, str] = {}
    waiting = ["treadle"]
    while waiting:
        for line in distribution(waiting.pop()).requires or []:
            # Extras and other systems' packages: not installed, or asked for by nobody.
            name = re.split(r"[^\w.-]", line, maxsplit=1)[0]
            if "extra ==" in line or name in known:
                continue
            try:
                known[name] = distribution(name).version
            except PackageNotFoundError:
                continue
            waiting.append(name)
    return "".join(f"{name}=={known[name]}\n" for name in sorted(known))


def as_zip(files: dict[str, bytes], programs: set[str]) -> bytes:
    """A zip file of *files*; *programs* among them can be run."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in sorted(files.items()):
            info = zipfile.ZipInfo(path, TIME)
            info.external_attr = (PROGRAM if path in programs else FILE) << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3  # Unix, or the permissions are not kept
            archive.writestr(info, data)
    return buffer.getvalue()


def read(path: Path) -> bytes:
    """The content of a file.

    Raises:
        BadInput: it cannot be read.

    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}.") from error
