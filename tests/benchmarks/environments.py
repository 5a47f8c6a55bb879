"""Environments of their own for the tools that are compared."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NEEDED = (3, 12)
"""The oldest Python on which all the tools run."""

_ASK = "import sys; print(*sys.version_info[:2])"


class NoPythonError(Exception):
    """No Python that is new enough was found."""


def new_enough_python(wanted: str | None = None) -> str:
    """A Python on which all tools run: *wanted*, or this one, or any that is found.

    Raises:
        NoPythonError: if *wanted* is too old, or none is found.

    """
    for candidate in [wanted] if wanted else _candidates():
        if _version(candidate) >= NEEDED:
            return candidate
    needed = ".".join(map(str, NEEDED))
    where = f"at {wanted}" if wanted else "on the PATH"
    raise NoPythonError(f"the peers need Python {needed} or later, and there is none {where}")


def _version(python: str) -> tuple[int, ...]:
    try:
        asked = subprocess.run([python, "-c", _ASK], capture_output=True, text=True, check=False)
    except OSError:
        return ()
    return tuple(map(int, asked.stdout.split())) if asked.returncode == 0 else ()


def _candidates() -> list[str]:
    found = [sys.executable]
    found += [path for minor in (14, 13, 12) if (path := shutil.which(f"python3.{minor}"))]
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    return found + [str(path) for path in sorted(pyenv.glob("versions/3.*/bin/python"))[::-1]]


def environment(folder: Path, python: str, *requirements: str) -> Path:
    """The folder of the commands of an environment in *folder* that holds *requirements*."""
    commands = folder / ("Scripts" if os.name == "nt" else "bin")
    made = folder / "made"
    wanted = "\n".join([python, *requirements])
    if not made.is_file() or made.read_text(encoding="utf-8") != wanted:
        subprocess.run([python, "-m", "venv", "--clear", folder], check=True)
        install = [commands / "python", "-m", "pip", "install", "-q", *requirements]
        subprocess.run(install, check=True, env=os.environ | {"PIP_DISABLE_PIP_VERSION_CHECK": "1"})
        made.write_text(wanted, encoding="utf-8")
    return commands
