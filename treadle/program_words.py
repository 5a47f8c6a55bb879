"""What is said about a program that did not end as it should."""

from __future__ import annotations

import linecache
import re
import signal
from collections.abc import Iterable
from pathlib import Path
from typing import Any

WIDTH = 48
"""Characters in each column, where parent and child are told side by side."""

Event = dict[str, Any]
Place = dict[str, Any]


class Words:
    """Speaks about one program; its files are named as seen from the folder that it is in."""

    def __init__(self, program: Path) -> None:
        self._program = program

    def no_program(self) -> str:
        """There is no such file."""
        what = "is a folder, not a Python file" if self._program.is_dir() else "does not exist"
        return f"The program {self._program} {what}."

    def endless_output(self) -> str:
        """It printed too much."""
        return f"{self._program.name} prints without end, and was stopped."

    def exit_status(self, status: int, stderr: str) -> str:
        """It said itself that it failed."""
        last = stderr.strip().rpartition("\n")[2].strip()
        because = f"; the last line of its errors is: {last}" if last else ""
        if status < 0:
            return f"{self._program.name} was ended by {signal.Signals(-status).name}{because}."
        return f"{self._program.name} ended with exit status {status} instead of 0{because}."

    def exception(self, error: Event) -> str:
        """It raised an exception."""
        place = error["stack"][-1] if error["stack"] else None
        where, source = (self._at(place), _quoted(place)) if place else (self._program.name, "")
        if error["kind"] == "syntax error":
            return f"{where} is not valid Python: {error['text']}{source}."
        who = f"The thread '{error['thread']}'" if error["thread"] else "The program"
        text = f": {error['text']}" if error["text"] else ""
        return f"{who} ended with {error['kind']} at {where}{source}{text}."

    def deadlock(self, event: Event) -> str:
        """Somebody waits for a lock that nobody can release."""
        lock, holder = self._lock(event), _thread(event["holder"])
        asked, held, forked = (
            self._at(event[stack][-1]) if event[stack] else "?"
            for stack in ("asked_at", "held_since", "forked_at")
        )
        born = f"{lock} (made at {self._at(event['born'][-1])})"
        if event["kind"] == "held across a fork":
            return (
                f"A child process waits for ever for {born} at {asked}: {holder} had taken it at "
                f"{held} when the program forked at {forked}, and a child is born without that "
                "thread, so nobody there can release it."
            )
        if event["kind"] == "forked inside the lock":
            return (
                f"A child process waits for ever for {born} at {asked}: it was forked at {forked} "
                f"by a thread that had taken {lock} at {held}, so the child holds it itself."
            )
        if event["kind"] == "self-deadlock":
            return (
                f"The program waits for ever for {born} at {asked}: the same thread has already "
                f"taken it at {held}, and there is no other that could release it."
            )
        return (
            f"The program waits for ever for {born} at {asked}: {holder} took it at {held} and "
            "ended without releasing it."
        )

    def side_by_side(self, event: Event) -> str:
        """What parent and child did, in two columns; empty if there is no child in it."""
        if event["kind"] not in ("held across a fork", "forked inside the lock"):
            return ""
        lock, holder = self._lock(event), _thread(event["holder"])
        forked, asked = event["forked_at"], event["asked_at"]
        shared = [here == there for here, there in zip(forked, asked, strict=False)]
        asked = asked[(*shared, False).index(False) :] or asked[-1:]  # not its parent's calls
        if event["kind"] == "held across a fork":
            before = [*self._lines(holder, event["held_since"]), f"  has {lock}"]
            born = [f"a copy: {lock} is locked,", f"but {holder} is not here"]
        else:
            before = [*self._lines("the thread that forks", event["held_since"]), f"  has {lock}"]
            born = [f"a copy: it holds {lock} itself"]
        fork = [*self._lines("the program", event["forked_at"]), "  forks a child process"]
        after = [*self._lines("the program", asked), f"  waits for {lock} for ever"][1:]
        rows = [("parent process", "child process"), ("-" * WIDTH, "-" * WIDTH)]
        rows += [(line, "") for line in before + fork]
        rows += [("", line) for line in born + after]
        return "\n".join(f"{_fit(left):{WIDTH}} | {_fit(right)}".rstrip() for left, right in rows)

    def still_running(self, timeout_s: float, stands: dict[str, list[Place]]) -> str:
        """Its time is up."""
        message = f"{self._program.name} had not ended after {timeout_s:g} s"
        standing = [(_process(label), stack[-1]) for label, stack in stands.items() if stack]
        if not standing:
            return f"{message}."
        who, place = standing[0]
        message += f": {who} stood at {self._at(place)}{_quoted(place)}"
        if len(standing) > 1:
            who, place = standing[-1]
            message += f", {who} at {self._at(place)}{_quoted(place)}"
        return f"{message}."

    def stands(self, dumps: dict[str, str]) -> dict[str, list[Place]]:
        """Where the main thread of each process stands, read from what `faulthandler` wrote."""
        stands = {}
        for label, dump in dumps.items():
            main = dump.rpartition("(most recent call first):")[2]
            calls = re.findall(r'  File "(.*)", line (\d+) in (.*)', main)
            stands[label] = [
                {
                    "file": file,
                    "line": int(line),
                    "function": function,
                    "source": linecache.getline(file, int(line)).strip(),
                }
                for file, line, function in reversed(calls)
                if Path(file).is_relative_to(self._program.parent)
            ]
        return stands

    def all_stands(self, stands: dict[str, list[Place]]) -> str:
        """Where every process stands."""
        lines: list[str] = []
        for label, stack in stands.items():
            if stack:
                lines += self._lines(_process(label), stack)
        return "\n".join(lines)

    def _at(self, place: Place) -> str:
        file = Path(place["file"])
        inside = file.is_relative_to(self._program.parent)
        name = file.relative_to(self._program.parent) if inside else file.name
        return f"{name}:{place['line']}"

    def _lock(self, event: Event) -> str:
        """What the program calls the lock."""
        place = event["born"][-1]
        name = re.search(r"([\w.]+)\s*(:[^=]+)?=\s*$", place["source"][: place["column"]])
        if name is None:
            return "a lock"
        return f"the lock inside {name[1]}" if event["within"] else name[1]

    def _lines(self, who: str, stack: Iterable[Place]) -> list[str]:
        places = [(self._at(place), place["source"]) for place in stack]
        width = max((len(at) for at, _ in places), default=0)
        return [who, *(f"  {at:{width}}  {source}" for at, source in places)]


def _quoted(place: Place) -> str:
    return f" (`{place['source']}`)" if place["source"] else ""


def _thread(name: str) -> str:
    if name == "MainThread":
        return "the main thread"
    return f"thread '{name}'" if name else "a thread"


def _process(label: str) -> str:
    return "the program" if label == "0" else f"its child process {label[2:]}"


def _fit(line: str) -> str:
    return line if len(line) <= WIDTH else f"{line[: WIDTH - 1]}…"
