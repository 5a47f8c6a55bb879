"""The kit: the folder of exercises, and what lies where in it.

```
exercises/03_lock/          README.md, hints.md, lock.py, test_lock.py
exercises/.shipped/03_lock/ lock.py as it was shipped, for `treadle reset`
solutions/03_lock/          lock.py, the model answer
tests/answers/03_lock/      right/*.py and wrong/*.py
```
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

__all__ = ["POINTS", "Exercise", "Kit", "KitInputError", "is_name"]

POINTS = 100
"""What the checks of one exercise are worth together."""

_HINT = re.compile(r"^## \d+$", re.MULTILINE)


class KitInputError(ValueError):
    """What was asked for is not there; the text says so to the person who asked."""


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise: a folder `NN_topic` with checks in it."""

    folder: Path

    @property
    def name(self) -> str:
        """Its folder, such as "03_lock"."""
        return self.folder.name

    @property
    def number(self) -> str:
        """Such as "03"."""
        return self.name.partition("_")[0]

    @property
    def topic(self) -> str:
        """Such as "lock"."""
        return self.name.partition("_")[2]

    @property
    def title(self) -> str:
        """The first line of its README, without the number."""
        try:
            with (self.folder / "README.md").open(encoding="utf-8") as readme:
                return readme.readline().strip().removeprefix(f"# {self.number} ")
        except OSError:
            return self.topic

    @property
    def checks(self) -> Path:
        """The file of its checks."""
        return min(self.folder.glob("test_*.py"))

    @property
    def module(self) -> Path:
        """The file that a learner edits."""
        return self.folder / self.checks.name.removeprefix("test_")

    @property
    def shipped(self) -> Path:
        """That file, as it was shipped."""
        return self.folder.parent / ".shipped" / self.name / self.module.name

    @property
    def hints(self) -> list[str]:
        """Its hints, each telling more than the one before. Raises `KitInputError`."""
        file = self.folder / "hints.md"
        try:
            text = file.read_text(encoding="utf-8")
        except OSError as error:
            raise KitInputError(f"{file} cannot be read: {error.strerror}") from None
        return [part.strip() for part in _HINT.split(text)[1:]]


@dataclass(frozen=True, slots=True)
class Kit:
    """The exercises in *folder*, in order."""

    folder: Path
    exercises: tuple[Exercise, ...]

    @staticmethod
    def of(folder: Path) -> Kit:
        """The exercises in *folder*; an exercise is told by its name and its checks.

        Raises:
            KitInputError: it holds none, or cannot be read.

        """
        try:
            found = [
                Exercise(path)
                for path in sorted(folder.iterdir())
                if is_name(path.name) and any(path.glob("test_*.py"))
            ]
        except OSError as error:
            raise KitInputError(f"The kit {folder} cannot be read: {error.strerror}.") from None
        if not found:
            inside = folder / "exercises"
            hint = f" Did you mean {inside}?" if inside.is_dir() else ""
            raise KitInputError(
                f"{folder} is no kit: it holds no exercise "
                f"(a folder like 03_lock with test_lock.py).{hint}"
            )
        return Kit(folder, tuple(found))

    @staticmethod
    def around(start: Path) -> Kit:
        """The kit in the folder `exercises` of *start*, or of a folder above it.

        Raises:
            KitInputError: there is none.

        """
        for above in (start, *start.parents):
            folder = above / "exercises"
            if folder.is_dir():
                try:
                    return Kit.of(folder)
                except KitInputError:
                    continue
        raise KitInputError("No exercises found here or in a folder above.")

    def named(self, wanted: str) -> Exercise:
        """The exercise that *wanted* means; `3`, `03`, `lock` and `03_lock` are one.

        Raises:
            KitInputError: there is none of that name.

        """
        wanted = wanted.rstrip("/\\").replace("\\", "/").rpartition("/")[2]
        for exercise in self.exercises:
            if wanted in (exercise.name, exercise.topic) or wanted.zfill(2) == exercise.number:
                return exercise
        for folder in sorted(self.folder.glob("[0-9][0-9]_*")):
            number, _, topic = folder.name.partition("_")
            is_meant = wanted in (folder.name, topic) or wanted.zfill(2) == number
            if is_meant and not any(folder.glob("test_*.py")):
                raise KitInputError(
                    f"{folder} is no exercise yet: it has no file of checks, such as "
                    f"test_{topic}.py."
                )
        names = {e.topic: e.name for e in self.exercises} | {e.name: e.name for e in self.exercises}
        near = get_close_matches(wanted, names, n=1)
        hint = (
            f"Did you mean {names[near[0]]}?"
            if near
            else f"There are {', '.join(_ends([e.name for e in self.exercises]))}."
        )
        raise KitInputError(f"There is no exercise '{wanted}'. {hint}")


def _ends(names: list[str]) -> list[str]:
    """The first and the last of *names*, if they are too many to read."""
    return names if len(names) < 6 else [*names[:2], "…", names[-1]]


def is_name(name: str) -> bool:
    """Whether a folder of this name may be an exercise."""
    return re.fullmatch(r"\d\d_\w+", name) is not None
