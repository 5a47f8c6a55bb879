"""A failed check, as pytest's report shows it."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO
from typing import TYPE_CHECKING

from treadle import check
from treadle.report import Decision
from treadle.text import fitting

if TYPE_CHECKING:
    from _pytest._io import TerminalWriter

    from treadle.verdict import Result


class Told:
    """A text in the report, in place of a traceback, on whatever terminal.

    Where a terminal lacks a character, pytest itself would write the whole text in one line, of
    escapes. So it is for many on Windows.
    """

    def __init__(self, text: str) -> None:
        self._text = text

    def __str__(self) -> str:
        return self._text

    def toterminal(self, tw: TerminalWriter) -> None:
        """Write it to pytest's terminal."""
        self._write(tw, str(self))

    def _write(self, tw: TerminalWriter, text: str) -> None:
        tw.line(fitting(text, getattr(tw._file, "encoding", None) or "utf-8"))


def told_before(
    decision: Decision, error: BaseException | None, name: str, told: dict[str, str]
) -> str:
    """What failed, in brief, and which check tells it at length; empty if none has done so yet.

    Args:
        decision: how the check ended.
        error: what it raised.
        name: its name, to be kept in *told*.
        told: by what is wrong, the check in which it was told.

    """
    message, _, at_length = decision.text.partition("\n\n")
    first = told.setdefault(decision.text, name)
    if at_length:
        first = told.setdefault(at_length, first)
    if first == name and isinstance(error, check.CheckFailed) and decision.replay:
        from treadle.story import mistake

        message, where = mistake(error.result)
        first = told.setdefault(where, name) if where else name
    return f"{message}\n\nIt is the same as in {first}." if first != name and at_length else ""


class Failure(Told):
    """A failed check in the report: in colours where there are colours.

    Args:
        decision: how the check ended; None for a test that is no check of an exercise.
        foot: what to do about it.
        error: what it raised.

    """

    def __init__(self, decision: Decision | None, foot: str, error: BaseException | None) -> None:
        notes = getattr(error, "__notes__", [])  # such as the example that Hypothesis found
        self._foot = "\n".join([*notes, foot])
        self._result: Result | None = None
        super().__init__(decision.text if decision is not None else "")
        if isinstance(error, check.CheckFailed):
            result = replace(error.result, replay="")
            if decision is None or decision.replay:
                self._result = result
            if not self._text:
                from treadle.story import tell

                self._text = tell(result)

    def __str__(self) -> str:
        return f"{self._text.rstrip()}\n\n{self._foot}".rstrip()

    def toterminal(self, tw: TerminalWriter) -> None:
        """Write it to pytest's terminal."""
        if self._result is None or not tw.hasmarkup:
            super().toterminal(tw)
            return
        from rich.console import Console

        from treadle.story import show

        page = StringIO()
        console = Console(file=page, force_terminal=True, width=tw.fullwidth, highlight=False)
        console.print(show(self._result))
        self._write(tw, page.getvalue())
        self._write(tw, self._foot)
