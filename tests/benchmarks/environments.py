"""Environments of their own for the tools that are compared."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from treadle.kit.pythons import PythonBroken, on_this_machine

NEEDED = (3, 12)
"""The oldest Python on which all the tools run."""


class NoPythonError(Exception):
    """No Python that is new enough was found."""


def new_enough_python() -> str:
    """A Python on which all tools run: this one, or the newest of the machine.

    Raises:
        NoPythonError: if there is none.

    """
    if sys.version_info >= NEEDED:
        return sys.executable
    needed = ".".join(map(str, NEEDED))
    try:
        newest = on_this_machine()[-1]
    except PythonBroken as error:
        raise NoPythonError(f"the peers need Python {needed} or later: {error}") from None
    if tuple(map(int, newest.version.split(".")[:2])) < NEEDED:
        raise NoPythonError(f"the peers need Python {needed} or later; run this with one")
    return str(newest.executable)


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
