"""Writing files so that each is there whole, or as it was before."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from tempfile import NamedTemporaryFile

from grader.errors import BadInput


def prepare(out: Path) -> None:
    """Make the folder *out*, and see before hours of work that a file can be written there.

    Raises:
        BadInput: it cannot.

    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=out, prefix=".marks-"):
            pass
    except FileExistsError as error:
        raise BadInput(f"{out} is a file; choose another folder for the marks with -o.") from error
    except OSError as error:
        raise BadInput(
            f"{out} cannot be written to: {error.strerror}. Choose another folder with -o."
        ) from error


def write(out: Path, files: Mapping[str, str | bytes]) -> None:
    """Write *files*, names to contents, into the folder *out*: each is whole, or as it was before.

    Raises:
        BadInput: they cannot be written (the disk is full).

    """
    ready: list[tuple[Path, Path]] = []
    try:
        for name, text in files.items():
            partial = out / f".{name}.{os.getpid()}"
            ready.append((partial, out / name))
            with partial.open("wb") as file:
                file.write(text if isinstance(text, bytes) else text.encode())
                file.flush()
                os.fsync(file.fileno())
        for partial, final in ready:
            partial.replace(final)
    except OSError as error:
        raise BadInput(
            f"The marks cannot be written to {out}: {error.strerror}. What was there is unchanged; "
            "make room or choose another folder with -o, and run the same command again."
        ) from error
    finally:
        for partial, _ in ready:
            partial.unlink(missing_ok=True)
