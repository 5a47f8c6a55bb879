"""The kit: the folder of exercises, and what is known of them before anyone's code is run."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from threading import Event
from typing import Any

from grader import sandbox
from grader.errors import BadInput, KitBroken
from grader.listen import Listener, OutOfTime

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
        by_name = {exercise.name: exercise for exercise in self.exercises}
        names = {_full_name(name, list(by_name)) for name in wanted}
        return Kit(self.folder, tuple(by_name[name] for name in sorted(names)))


def _full_name(wanted: str, names: list[str]) -> str:
    for name in names:
        number, _, topic = name.partition("_")
        if wanted in (name, topic, number) or wanted.zfill(2) == number:
            return name
    topics = {name.partition("_")[2]: name for name in names} | {name: name for name in names}
    near = get_close_matches(wanted, topics, n=1)
    hint = f"Did you mean {topics[near[0]]}?" if near else f"There are {', '.join(names)}."
    raise BadInput(f"There is no exercise '{wanted}'. {hint}")


def exercise_folders(folder: Path) -> list[Path]:
    """The folders in *folder* that are exercises, told by their checks: `NN_topic/test_*.py`."""
    return sorted(
        path for path in folder.iterdir() if path.name[:1].isdigit() and any(path.glob("test_*.py"))
    )


def find(start: Path) -> Path:
    """Find the kit: `exercises` in *start* or a folder above it, else beside the grader itself.

    Raises:
        BadInput: there is none.

    """
    for above in (start, *start.parents, Path(__file__).parents[1]):
        folder = above / "exercises"
        if folder.is_dir() and exercise_folders(folder):
            return folder
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
        folders = exercise_folders(folder)
    except OSError as error:
        raise BadInput(f"The kit {folder} cannot be read: {error.strerror}.") from error
    if not folders:
        raise BadInput(
            f"{folder} is no kit: it holds no exercise (a folder like 03_lock with test_lock.py)."
        )
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
