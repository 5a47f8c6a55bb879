"""The magics of IPython: `%%exercise`, `%check` and `%story`."""

from __future__ import annotations

import contextlib
import os
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from IPython.core.error import UsageError
from IPython.display import HTML, display

from treadle.kit import Exercise, KitInputError
from treadle.notebook import drawing
from treadle.notebook.cell import MAGIC, exercise_of, module_in, note
from treadle.notebook.checking import Checked, find, run_check
from treadle.notebook.helper import Helper

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell


class Points(float):
    """The points that a check has won: to nbgrader a plain number, to a person also the story."""

    html = ""

    def _repr_html_(self) -> str:
        return self.html


@dataclass(slots=True)
class Loaded:
    """What the last cell of an exercise has loaded.

    Attributes:
        exercise: where its checks are.
        module: the learner's module.
        checked: what came of the checks of this module, by name.

    """

    exercise: Exercise
    module: str
    checked: dict[str, Checked] = field(default_factory=dict)

    @property
    def hints(self) -> str:
        """The name of the file with the hints; empty if there is none."""
        return "hints.md" if (self.exercise.folder / "hints.md").is_file() else ""


class Magics:
    """The magics of one notebook.

    Args:
        shell: the notebook's IPython.

    """

    def __init__(self, shell: InteractiveShell) -> None:
        self._drawn = hasattr(shell, "kernel")  # else it is a terminal
        self._loaded: dict[str, Loaded] = {}
        self._helper = Helper()

    def exercise(self, line: str, cell: str) -> None:
        """Make the rest of this cell the module that is checked: `%%exercise 02_race`.

        It is not run here. It is also written to its file beside the notebook, so that
        `!python race.py` runs it.
        """
        source = f"{MAGIC} {line.strip()}\n{cell}"
        name = exercise_of(source)
        if not name:
            raise UsageError(f"name the exercise: {MAGIC} 02_race")
        try:
            exercise = find(name, Path.cwd())
            file = exercise.module.name
        except KitInputError as error:
            raise UsageError(str(error)) from None
        module = module_in(source)
        self._helper.start()
        self._loaded[name] = Loaded(exercise, module)
        try:
            compile(module, file, "exec")
        except (SyntaxError, ValueError) as error:
            where = f"{file}:{error.lineno}" if isinstance(error, SyntaxError) else file
            said = error.msg if isinstance(error, SyntaxError) else str(error)
            self._say(f"{where} is not Python: {said}", bad=True)
            return
        self._say(f"{file} is loaded. {_write(Path(file), module, name)}")

    def check(self, line: str) -> Points:
        """Run one check: `%check 02_race::test_two_updates_are_both_kept`.

        The value is the points that it has won.
        """
        name, separator, check = line.strip().partition("::")
        if not separator or not check:
            raise UsageError("name the exercise and the check: %check 02_race::test_two_updates…")
        loaded = self._loaded.get(name)
        if loaded is None:
            text = f"There is nothing to check: run the cell first that begins {MAGIC} {name}"
            return self._won(0, drawing.sentence(text, bad=True), text)
        try:
            checked = run_check(self._helper, loaded.exercise, name, loaded.module, check)
        except KitInputError as error:
            raise UsageError(str(error)) from None
        loaded.checked[check] = checked
        html = drawing.check(checked, loaded.hints)
        return self._won(checked.decision.won, html, _as_text(checked))

    def story(self, line: str) -> None:
        """Show the points and the stories of all checks that were run: `%story 02_race`."""
        name = line.strip()
        loaded = self._loaded.get(name)
        if loaded is None:
            self._say(f"There is no story yet: run the cell first that begins {MAGIC} {name}")
        elif self._drawn:
            display(HTML(drawing.points(name, loaded.checked.values(), loaded.hints)))
        else:
            print("\n\n".join(_as_text(checked) for checked in loaded.checked.values()))

    def _won(self, points: int, html: str, text: str) -> Points:
        if not self._drawn:
            print(text)
        won = Points(points)
        won.html = html
        return won

    def _say(self, text: str, *, bad: bool = False) -> None:
        if self._drawn:
            display(HTML(drawing.sentence(text, bad=bad)))
        else:
            print(text)


def register(shell: InteractiveShell) -> None:
    """Make the magics known to *shell*; in a notebook, stderr goes to stdout from now on.

    nbgrader gives no points for a cell while which anything came on stderr, also if it came from a
    thread or a process that another cell had begun.
    """
    if hasattr(shell, "kernel"):
        sys.stderr = sys.stdout
        with contextlib.suppress(OSError):
            os.dup2(1, 2)  # for the processes that cells begin
    magics = Magics(shell)
    named: list[tuple[Any, str]] = [(magics.check, "line"), (magics.story, "line")]
    for magic, kind in [*named, (magics.exercise, "cell")]:
        shell.register_magic_function(magic, kind, magic.__name__)


def _as_text(checked: Checked) -> str:
    decision = checked.decision
    head = f"{decision.won} of {decision.points} points: {decision.title}"
    return f"{head}\n{decision.text or decision.story or decision.message}".rstrip()


def _write(path: Path, module: str, name: str) -> str:
    """Write *module* to *path*, unless something else is there; say so."""
    try:
        with contextlib.suppress(FileNotFoundError):
            if not path.read_text(encoding="utf-8").startswith(note(name)):
                return f"(The file {path} here is another, and stays as it is.)"
        path.write_text(module, encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        return f"(The file {path} could not be written: {error}.)"
    return f"Run the checks below, or the program with !python {path}"
