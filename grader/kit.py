"""The kit: the folder of exercises, and what is known of them before anyone's code is run."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Any

from grader import sandbox
from grader.errors import BadInput, KitBroken
from grader.listen import Listener, OutOfTime
from treadle.kit import Exercise as Folder
from treadle.kit import Kit as Folders
from treadle.kit import KitInputError

LEARN_LIMIT_S = 120.0


@dataclass(frozen=True, slots=True)
class Check:
    """One check: a test function of an exercise.

    Attributes:
        nodeid: pytest's name of it, relative to the kit's folder.

    """

    name: str
    title: str
    points: int
    nodeid: str


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise.

    Attributes:
        name: its folder, such as `02_race`.
        module: the file that a student edits, such as `race.py`; empty if the exercise is broken.
        checks: in the order of the file; none if the exercise is broken.

    """

    name: str
    module: str
    checks: tuple[Check, ...]

    @property
    def points(self) -> int:
        """What all its checks are worth together."""
        return sum(check.points for check in self.checks)


@dataclass(frozen=True, slots=True)
class Kit:
    """The exercises found in `folder`, ordered by name."""

    folder: Path
    exercises: tuple[Exercise, ...]

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
    collected: list[dict[str, Any]] = []
    with sandbox.box() as box, sandbox.launch(arguments, box, compiles=True) as launched:
        listener = Listener(launched, LEARN_LIMIT_S, Event())
        try:
            collected += (e for e in listener.events() if e.get("event") == "collected")
        except OutOfTime:
            raise KitBroken(
                f"Collecting the checks of {folder} took more than {LEARN_LIMIT_S:.0f} s."
            ) from None
    if not collected:
        raise KitBroken(
            f"pytest finds no check in {folder}. Its last words:\n"
            + listener.tail.decode(errors="replace").strip()
        )
    return Kit(folder, tuple(_exercise(path.name, collected) for path in folders))


def _exercise(name: str, collected: list[dict[str, Any]]) -> Exercise:
    mine = [event for event in collected if event["exercise"] == name]
    checks = tuple(Check(e["check"], e["title"], e["points"], e["nodeid"]) for e in mine)
    return Exercise(name, mine[0]["module"] if mine else "", checks)
