"""The kit: the folder of exercises, and what is known of them before anyone's code is run."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Container, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import treadle
from grader import policy
from grader.canary import canaries
from grader.errors import BadInput, KitBroken
from treadle.kit import Exercise as Folder
from treadle.kit import Kit as Folders
from treadle.kit import KitInputError

LEARN_LIMIT_S = 120.0
TAIL = 8_000
PYTEST = [
    *("-c", os.devnull, "--import-mode=importlib", "-p", "no:cacheprovider"),
    *("-p", "pytest_timeout", "-p", "treadle.plugin", "-q"),
]


@dataclass(frozen=True, slots=True)
class Check:
    """One check: a test function of an exercise.

    Attributes:
        nodeid: pytest's name of it, relative to the kit's folder.
        canary: an answer that it rejects, if one is known.

    """

    name: str
    title: str
    points: int
    nodeid: str
    canary: bytes = b""


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise.

    Attributes:
        name: its folder, such as `02_race`.
        module: the file that a student edits, such as `race.py`; empty if the exercise is broken.
        checks: in the order of the file; none if the exercise is broken.
        digest: stands for the checks and the harness; another one when either is another.
        allowed: what the kit's own answers do, though the policy would not like it.

    """

    name: str
    module: str
    checks: tuple[Check, ...]
    digest: str = ""
    allowed: Container[str] = field(default=frozenset(), repr=False, compare=False)

    @property
    def points(self) -> int:
        """What all its checks are worth together."""
        return sum(check.points for check in self.checks)


@dataclass(frozen=True, slots=True)
class Kit:
    """The exercises found in `folder`, ordered by name."""

    folder: Path
    exercises: tuple[Exercise, ...]

    @property
    def without_canary(self) -> dict[str, list[str]]:
        """By exercise the checks of which no wrong answer is known, if there are any."""
        found = {
            exercise.name: [check.name for check in exercise.checks if not check.canary]
            for exercise in self.exercises
        }
        return {name: checks for name, checks in found.items() if checks}

    def select(self, wanted: Iterable[str]) -> Kit:
        """The kit with only the exercises of these names; `3`, `03`, `lock` and `03_lock` are one.

        Raises:
            BadInput: there is no exercise of that name.

        """
        folders = Folders(self.folder, tuple(Folder(Path(e.name)) for e in self.exercises))
        try:
            names = {folders.named(name).name for name in wanted}
        except KitInputError as error:
            raise BadInput(str(error)) from None
        return Kit(self.folder, tuple(e for e in self.exercises if e.name in names))


def find(start: Path) -> Path:
    """Find the kit: `exercises` in *start* or a folder above it, else beside the grader itself.

    Raises:
        BadInput: there is none.

    """
    for place in (start, Path(__file__).parents[1]):
        with suppress(KitInputError):
            return Folders.around(place).folder
    raise BadInput(
        "No exercises found here or in a folder above. Say where they are with --kit FOLDER."
    )


def learn(folder: Path) -> Kit:
    """Ask pytest what the exercises in *folder* are.

    Raises:
        BadInput: the folder holds no exercise.
        KitBroken: pytest found no check in any of them.
        OSError: pytest could not be started.

    """
    try:
        folders = [exercise.folder for exercise in Folders.of(folder).exercises]
    except KitInputError as error:
        raise BadInput(str(error)) from None
    arguments = [*map(str, folders), "--rootdir", str(folder), "--collect-only"]
    with TemporaryDirectory(prefix="grader-") as place:
        told = Path(place, "told")
        try:
            done = subprocess.run(
                [
                    sys.executable,
                    "-P",
                    "-m",
                    "pytest",
                    *PYTEST,
                    *arguments,
                    f"--treadle-results={told}",
                ],
                cwd=place,
                env=os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=LEARN_LIMIT_S,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise KitBroken(
                f"Collecting the checks of {folder} took more than {LEARN_LIMIT_S:.0f} s."
            ) from None
        lines = told.read_text(encoding="utf-8").splitlines() if told.exists() else []
    collected = [json.loads(line) for line in lines]
    if not collected:
        raise KitBroken(
            f"pytest finds no check in {folder}. Its last words:\n"
            + (done.stdout + done.stderr)[-TAIL:].strip()
        )
    return Kit(folder, tuple(_exercise(path, collected, harness()) for path in folders))


@cache
def harness() -> str:
    """Stands for the harness that is installed here; another one when it is another."""
    return _digest(Path(treadle.__file__).parent, "*.py")


def _exercise(path: Path, collected: list[dict[str, Any]], installed: str) -> Exercise:
    name = path.name
    mine = [event for event in collected if event["exercise"] == name]
    known = canaries(path, mine[0]["module"]) if mine else {}
    checks = tuple(
        Check(e["check"], e["title"], e["points"], e["nodeid"], known.get(e["check"], b""))
        for e in mine
    )
    digest = _digest(path, "test_*.py") + installed
    if not mine:
        return Exercise(name, "", checks, digest)
    module = mine[0]["module"]
    return Exercise(name, module, checks, digest, policy.Allowed(path, module))


def _digest(folder: Path, pattern: str) -> str:
    """Stands for the content of the files in *folder*."""
    content = hashlib.sha256()
    for file in sorted(folder.rglob(pattern)):
        content.update(f"{file.relative_to(folder).as_posix()}\0".encode())
        content.update(hashlib.sha256(file.read_bytes()).digest())
    return content.hexdigest()[:16]
