"""A module of the program under test, and what is said if it lacks what a check asks it for."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import Any


class ProgramModule(ModuleType):
    """A module of the program under test. A name that it lacks is the program's mistake."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        file = self.__dict__.get("__file__")  # none, if it is the folder of a namespace
        where = self.__name__ if file is None else Path(file).name
        raise MissingName(f"{where} defines no {name!r}", file, name)


class MissingName(AttributeError):
    """A check asks a program for something that the program does not define."""

    def __init__(self, message: str, file: str | None, name: str) -> None:
        super().__init__(message)
        self.file = file
        self.missing = name
