"""The story as lines of text, and as something that rich can print in colours."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

from treadle import verdict as verdicts
from treadle.story.accesses import accesses
from treadle.story.columns import Line, fit, table
from treadle.story.moment import Moments, where
from treadle.story.patterns import recognise
from treadle.story.patterns.pattern import CROWD
from treadle.story.steps import steps
from treadle.story.timing import timing
from treadle.story.words import waits_for
from treadle.text import WIDTH, fitting

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderResult

    from treadle.story.patterns.pattern import Pattern
    from treadle.trace import Blocked
    from treadle.verdict import Result, Verdict

NARROWEST = 40
"""Cells that a line needs at least."""

STYLES = {
    "title": "bold",
    "message": "bold red",
    "pattern": "",
    "term": "bold",
    "frame": "dim",
    "number": "dim",
    "place": "dim",
    "name": "bold",
    "note": "magenta",
    "wrong": "bold red",
    "fold": "dim",
    "command": "bold",
}
"""The style of each role that a piece of the story can play, to be read on dark and on light."""

_OF_WAITING = (verdicts.DEADLOCK, verdicts.THREAD_LEFT_RUNNING, verdicts.NO_PROGRESS)
"""Verdicts to which it matters who waits for what."""


def tell(
    result: Result,
    *,
    title: str = "",
    replay_command: str = "",
    width: int = WIDTH,
    ascii_only: bool = False,
) -> str:
    """The story of *result* as plain text, the same on every machine.

    Args:
        result: what an exploration found.
        title: what was checked, to stand above it.
        replay_command: the command that runs the failing schedule again.
        width: the most cells in a line; never less than `NARROWEST`.
        ascii_only: whether to do without all other characters.

    """
    lines = _story(result, title, replay_command, max(width, NARROWEST))
    text = "".join("".join(piece for piece, _ in line) + "\n" for line in lines)
    return fitting(text, "ascii") if ascii_only else text


@dataclass(frozen=True, slots=True)
class Story:
    """The same for rich: in colours if the terminal has them, in ASCII if it must be."""

    result: Result
    title: str
    replay_command: str
    width: int

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Give the lines."""
        from rich.text import Text

        width = max(min(self.width, options.max_width), NARROWEST)
        for line in _story(self.result, self.title, self.replay_command, width):
            # Only a command can be longer than the console is wide, and no end of it may be lost.
            text = Text(overflow="fold")
            for piece, role in line:
                text.append(fitting(piece, options.encoding), STYLES.get(role, ""))
            yield text


def mistake(result: Result) -> tuple[str, str]:
    """What is wrong in *result*, in a few sentences, and where: two with the same place are alike.

    Returns:
        The sentences, and a pattern with a line, such as "lost update at race.py:12"; empty if it
        shows none, or one that says nothing of why.

    """
    pattern = None if result.trace is None else recognise(result.trace, result.verdict)
    if result.verdict.kind == "process ended":
        return result.verdict.message, f"{result.verdict.kind}: {result.verdict.message}"
    if pattern is None or result.trace is None:
        return "", ""
    if pattern.name.startswith("exception") and not pattern.alone:
        return "", ""  # there may be different reasons for it
    parts = _opening(result, pattern, WIDTH)
    said = "\n\n".join("\n".join("".join(t for t, _ in line) for line in p) for p in parts)
    at = where(Moments(result.trace, result.verdict)[pattern.at].place)
    return said, f"{pattern.name} at {at}" if at else ""


def goes_by_times(result: Result) -> bool:
    """Whether *result* is told to come of how long somebody sleeps, or waits at most."""
    if result.trace is None:
        return False
    pattern = recognise(result.trace, result.verdict)
    return bool(timing(Moments(result.trace, result.verdict), pattern))


def show(result: Result, *, title: str = "", replay_command: str = "", width: int = WIDTH) -> Story:
    """The story of *result* for rich's `Console.print`; see `tell`."""
    return Story(result, title, replay_command, width)


def _story(result: Result, title: str, replay_command: str, width: int) -> list[Line]:
    trace, verdict = result.trace, result.verdict
    pattern = None if trace is None else recognise(trace, verdict)
    parts = [_paragraph(title, "title", width)] if title else []
    parts += _opening(result, pattern, width)
    if trace is not None:
        moments = Moments(trace, verdict)
        told = steps(moments, pattern)
        if told:
            parts.append(table(told, trace.threads, width))
        # That the check itself waits for its threads goes without saying.
        blocked = [b for b in trace.blocked if b.action != "join" or b.place is not None]
        if verdict.name not in _OF_WAITING:
            blocked = []
        if blocked:
            parts.append(_waiting(blocked, trace.threads, width))
        if trace.race is not None:
            parts += accesses(moments, trace.race, width)
    if replay_command:
        parts.append(_again("Run this schedule again:", replay_command, width))
    elif result.replay:
        parts.append(_again("Replay token:", result.replay, width))
    lines: list[Line] = []
    for part in parts:
        lines += [*([[]] if lines else []), *part]
    return lines


def _opening(result: Result, pattern: Pattern | None, width: int) -> list[list[Line]]:
    """What is wrong, and which pattern it is."""
    verdict, trace = result.verdict, result.trace
    if not verdict.failed:
        return [_paragraph("Nothing went wrong.", "message", width)]
    parts: list[list[Line]] = []
    told_by_pattern = pattern is not None and (
        verdict.name not in (verdicts.WRONG_RESULT, verdicts.EXCEPTION)
        or pattern.name.startswith("exception")
    )
    if not told_by_pattern:
        at = where(trace.error_place) if trace is not None and _has_a_line(verdict) else ""
        message = f"{at}: {verdict.message}" if at else verdict.message
        parts.append(_paragraph(message, "message", width))
    if pattern is not None:
        parts.append(_named(pattern.sentence, "message" if told_by_pattern else "term", width))
    said = "" if trace is None else timing(Moments(trace, verdict), pattern)
    if said:
        parts.append(_named(said, "term", width))
    return parts


def _named(sentence: str, role: str, width: int) -> list[Line]:
    """A paragraph of *sentence*, whose first word, or words, are set apart by a colon."""
    lines = _paragraph(sentence, "pattern", width)
    first, _ = lines[0][0]
    term, colon, rest = first.partition(":")
    lines[0] = [(term + colon, role), (rest, "pattern")]
    return lines


def _has_a_line(verdict: Verdict) -> bool:
    """Whether *verdict* is on what one line does: raises, or asks for and does not get."""
    stopped = verdict.name in (verdicts.UNCONTROLLED_BLOCK, verdicts.EXCEPTION)
    return verdict.error is not None or stopped


def _again(label: str, command: str, width: int) -> list[Line]:
    """How to run the schedule again; the command in one piece, so that it can be copied."""
    if len(label) + 2 + len(command) <= width:
        return [[(f"{label}  ", ""), (command, "command")]]
    return [[(label, "")], [(f"  {command}", "command")]]


def _paragraph(text: str, role: str, width: int) -> list[Line]:
    return [[(line, role)] for line in textwrap.wrap(text, width, break_on_hyphens=False)]


def _waiting(blocked: list[Blocked], names: list[str], width: int) -> list[Line]:
    """Who waits for what, held by whom, since where."""
    lines: list[Line] = [[("Who waits for what:", "title")]]
    told = blocked if len(blocked) <= CROWD else blocked[:3]
    called = min(max(len(names[b.thread]) for b in told), width // 3)
    for one in told:
        text = waits_for(one)
        if one.place is not None:
            text += f" ({where(one.place)})"
        if one.holder is not None and one.action != "join":
            owner = "itself" if one.holder == one.thread else names[one.holder]
            since = f" since {where(one.owned_at)}" if one.owned_at is not None else ""
            text += f", held by {owner}{since}"
        room = width - called - 4
        head, comma, tail = text.rpartition(", held")
        parts = [text] if len(text) <= room or not comma else [head, "held" + tail]
        for i, line in enumerate(piece for t in parts for piece in textwrap.wrap(t, room)):
            name = names[one.thread] if i == 0 else ""
            lines.append([("  ", ""), (fit(name, called), "name"), (f"  {line}", "")])
    if len(blocked) > len(told):
        lines.append([(f"  … and {len(blocked) - len(told)} more", "fold")])
    return lines
