"""Writing files so that each is there whole, or as it was before."""

from __future__ import annotations

import contextlib
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

    What is no file (a pipe, `/dev/stdout`) is written to, and never replaced.

    Raises:
        BadInput: they cannot be written (the disk is full).

    """
    ready: list[tuple[Path, Path]] = []
    final = out
    try:
        for name, text in files.items():
            final = out / name
            data = text if isinstance(text, bytes) else text.encode()
            if final.is_dir():
                raise BadInput(f"{final} is a folder; give the name of a file.")
            if final.exists() and not final.is_file():
                final.write_bytes(data)
                continue
            whole = final.resolve()  # a link stays one
            partial = whole.with_name(f".{name}.{os.getpid()}")
            ready.append((partial, whole))
            with partial.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        for partial, whole in ready:
            final = whole
            partial.replace(whole)
    except OSError as error:
        raise BadInput(
            f"{final} cannot be written: {error.strerror}. What was there is unchanged; "
            "make room or choose another place, and run the same command again."
        ) from error
    finally:
        for partial, _ in ready:
            with contextlib.suppress(OSError):
                partial.unlink(missing_ok=True)
