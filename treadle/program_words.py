"""What is said about a program that did not end as it should."""

from __future__ import annotations

import itertools
import linecache
import re
import signal
import textwrap
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from treadle.program_errors import death, last_line, lost_on_the_way, starts_in_the_import
from treadle.program_stacks import FLUSHING, calls_of_main, somebody_receives, waits_for_room
from treadle.text import WIDTH, without_addresses

COLUMN = 38
"""Characters in each column, where parent and child are told side by side."""

HELD_ACROSS_FORK = "held across a fork"
FORKED_INSIDE = "forked inside the lock"

ELSEWHERE = "forks in a Python that it has started, while another thread is at work there"
"""What `treadle.pin.started` says of a program."""

Event = dict[str, Any]
Place = dict[str, Any]

_AT_ITS_END: Place = {"file": "", "line": 0, "source": "waits until its queues are empty"}
"""Where a process stands that does so; that is no line of the program."""


@dataclass(frozen=True)
class Stood:
    """Where the processes of a program stood, by their labels.

    Attributes:
        stacks: the calls of the main thread of each, those of the program only, innermost last.
        alone: whether there have been several, and none was left but the program itself.
        for_room: those that waited for room to send something.
        received: whether anybody received something, or waited for something.

    """

    stacks: dict[str, list[Place]]
    alone: bool = False
    for_room: Collection[str] = ()
    received: bool = True


class Words:
    """Speaks about one program; its files are named as seen from the folder that it is in.

    Args:
        program: the file.
        also: other files that it runs, wherever they are, such as the module that is checked.

    """

    def __init__(self, program: Path, also: Collection[str] = ()) -> None:
        self._program = program
        self._also = frozenset(also)

    def no_program(self) -> str:
        """There is no such file."""
        what = "is a folder, not a Python file" if self._program.is_dir() else "does not exist"
        return f"The program {self._program} {what}."

    def endless_output(self, stood: Stood) -> str:
        """It printed too much."""
        return f"{self._program.name} prints without end{self._standing(stood)}."

    def exit_status(self, status: int, stderr: str) -> str:
        """It said itself that it failed."""
        last, died = last_line(stderr), self.died(stderr)
        because = f"; the last line of its errors is: {last}" if last and not died else ""
        if status < 0:
            how = f"was ended by {signal.Signals(-status).name}"
        else:
            how = f"ended with exit status {status} instead of 0"
        return " ".join(filter(None, [f"{self._program.name} {how}{because}.", died]))

    def forks_elsewhere(self) -> str:
        """It forks where no fork is pinned."""
        return (
            f"{self._program.name} {ELSEWHERE}: whether that goes well is a matter of luck. Only "
            "the forks of the program itself, and of what it forks, are made at the worst moment: "
            "start the processes from there."
        )

    def missing_guard(self, stderr: str) -> str:
        """A process that it started imports it, and starts processes itself."""
        place = starts_in_the_import(stderr, self._program.parent)
        where = f"at {self._at(place)}{_quoted(place)}" if place is not None else "there"
        return (
            f"A process that is started imports {self._program.name} before it does its work, and "
            f"{where} starts processes, too. What only the program itself is to do belongs below "
            '`if __name__ == "__main__":`.'
        )

    def note(self, in_vain: Event | None, stderr: str) -> str:
        """Something went wrong on the way."""
        if in_vain is not None:
            asked, held = self._at(in_vain["asked_at"][-1]), self._at(in_vain["held_since"][-1])
            holder = _thread(in_vain["holder"])
            return (
                f"At {asked} a child process did not get {self._lock(in_vain)}: {holder} had taken "
                f"it at {held} when the program forked, and a child is born without that thread."
            )
        last = last_line(stderr)
        last = f"The last line of its errors is: {last}" if last else ""
        return self.died(stderr) or lost_on_the_way(stderr) or last

    def died(self, stderr: str) -> str:
        """One of its processes died of an exception; empty if none did."""
        dead = death(stderr)
        if dead is None:
            return ""
        own = [place for place in dead.stack if self._is_own(place["file"])]
        at = f" at {self._at(own[-1])}{_quoted(own[-1])}" if own else ""
        return f"Its process '{dead.process}' has died of {dead.error}{at}."

    def exception(self, error: Event, stderr: str) -> str:
        """It raised an exception."""
        place = error["stack"][-1] if error["stack"] else None
        where, source = (self._at(place), _quoted(place)) if place else (self._program.name, "")
        if error["kind"] == "syntax error":
            return f"{where} is not valid Python: {error['text']}{source}."
        who = "The program" if error["process"] == "0" else "A child process"
        who = f"The thread '{error['thread']}'" if error["thread"] else who
        text = f": {without_addresses(error['text'])}" if error["text"] else ""
        raised = f"{who} ended with {error['kind']} at {where}{source}{text}."
        if error.get("remote"):
            worker = error["remote"][-1]
            came_out = f"; it came out at {where}{source}" if place else ""
            raised = (
                f"A worker process raised {error['kind']} at {self._at(worker)}{_quoted(worker)}"
                f"{text}{came_out}."
            )
        return " ".join(filter(None, [raised, self.died(stderr)]))

    def deadlock(self, event: Event) -> str:
        """Somebody waits for a lock that nobody can release."""
        lock, holder = self._lock(event), _thread(event["holder"])
        asked, held, forked = (
            self._at(event[stack][-1]) if event[stack] else "?"
            for stack in ("asked_at", "held_since", "forked_at")
        )
        made = "opened" if event["of_file"] else "made"
        born = f"{lock} ({made} at {self._at(event['born'][-1])})"
        when, without = f"when the program forked at {forked}", "that thread"
        if event.get("helper"):
            when, without = f"when a thread that was started at {forked} forked", holder
        if event["kind"] == HELD_ACROSS_FORK:
            return (
                f"A child process waits for ever for {born} at {asked}: {holder} had taken it at "
                f"{held} {when}, and a child is born without {without}, so nobody there "
                "can release it."
            )
        if event["kind"] == FORKED_INSIDE:
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

    def deadlock_story(self, event: Event) -> str:
        """The same, and what parent and child did, side by side."""
        message = textwrap.fill(self.deadlock(event), WIDTH, break_on_hyphens=False)
        if event["kind"] not in (HELD_ACROSS_FORK, FORKED_INSIDE):
            return message
        lock, holder = self._lock(event), _thread(event["holder"])
        forked, asked = event["forked_at"], event["asked_at"]
        shared = [here == there for here, there in zip(forked, asked, strict=False)]
        asked = asked[(*shared, False).index(False) :] or asked[-1:]  # not its parent's calls
        if event["kind"] == HELD_ACROSS_FORK:
            who, born = holder, [f"a copy: {lock} is taken,", f"and {holder} is not here"]
        else:
            who, born = "the thread that forks", [f"a copy: it has taken {lock} itself"]
        parent = [who, *self._calls(event["held_since"]), f"    takes {lock}"]
        forks = "    starts a thread, which forks" if event.get("helper") else "    forks"
        parent += ["the program", *self._calls(forked), forks]
        child = [*born, *self._calls(asked), f"    waits for {lock}, for ever"]
        rows = [("parent process", "child process")]
        rows += [(row, "") for line in parent for row in _rows(line)]
        rows += [("", row) for line in child for row in _rows(line)]
        lines = [f" {left:{COLUMN}}│ {right}".rstrip() for left, right in rows]
        ruler = f"{'─' * (COLUMN + 1)}┼{'─' * (COLUMN + 1)}"
        return "\n".join([message, "", lines[0], ruler, *lines[1:]])

    def still_running(self, limit_s: float | None, stood: Stood, stderr: str = "") -> str:
        """Its time is up, or, without a limit, all its processes wait for ever."""
        late = "stands still for ever" if limit_s is None else f"had not ended after {limit_s:g} s"
        late = f"{self._program.name} {late}{self._standing(stood)}."
        room, lost = self._no_room(stood), lost_on_the_way(stderr)
        return " ".join(filter(None, [late, room, lost, self.died(stderr)]))

    def _standing(self, stood: Stood) -> str:
        """Where the first and the last process stand, and who stands there, too."""
        together: dict[tuple[str, int], list[str]] = {}
        for label, stack in stood.stacks.items():
            if stack:
                together.setdefault((stack[-1]["file"], stack[-1]["line"]), []).append(label)
        groups = [(labels, stood.stacks[labels[0]][-1]) for labels in together.values()]
        told = [f"{_processes(who)} {self._stood(place, len(who))}" for who, place in groups]
        told = [*told[:1], *told[1:][-1:]]
        if stood.alone and told:
            told.append("and all its other processes had ended")
        return ": " + ", ".join(told) if told else ""

    def _no_room(self, stood: Stood) -> str:
        """Somebody waits until there is room to send something."""
        places = [stood.stacks[label][-1] for label in stood.for_room if stood.stacks[label]]
        if not places:
            return ""
        where = " and ".join(dict.fromkeys(map(self._at, places)))
        nobody = "" if stood.received else ", and no process was receiving"
        return f"At {where} the pipe was full{nobody}."

    def _stood(self, place: Place, many: int) -> str:
        if place is _AT_ITS_END:
            wait, it = ("wait", "they have") if many > 1 else ("waits", "it has")
            end = "they end" if many > 1 else "it ends"
            return f"{wait} until all that {it} put into a queue is taken out before {end}"
        return f"stood at {self._at(place)}{_quoted(place)}"

    def stood(self, dumps: dict[str, str], alone: bool = False) -> Stood:
        """What is told by what `faulthandler` wrote of each process.

        Args:
            dumps: by the label of the process; empty if it has ended before.
            alone: whether none of the processes is left but the program itself.

        """
        stacks = {}
        for label, dump in dumps.items():
            calls = calls_of_main(dump)
            stacks[label] = [
                {
                    "file": file,
                    "line": line,
                    "function": function,
                    "source": linecache.getline(file, line).strip(),
                }
                for file, line, function in reversed(calls)
                if file in self._also or self._is_own(file)
            ]
            if FLUSHING in [function for *_, function in calls]:
                stacks[label].append(_AT_ITS_END)
        return Stood(
            stacks=stacks,
            alone=alone and len(dumps) > 1,
            for_room=[label for label, dump in dumps.items() if waits_for_room(dump)],
            received=somebody_receives(dumps.values()),
        )

    def still_running_story(self, limit_s: float | None, stood: Stood, stderr: str) -> str:
        """The same, and where every process stood."""
        message = self.still_running(limit_s, stood, stderr)
        lines = [textwrap.fill(message, WIDTH, break_on_hyphens=False), ""]
        for label, stack in stood.stacks.items():
            if stack:
                lines += [_process(label), *self._calls(stack)]
        return "\n".join(lines)

    def _is_own(self, file: str | Path) -> bool:
        """Whether *file* is in the folder of the program."""
        return Path(file).is_relative_to(self._program.parent)

    def _at(self, place: Place) -> str:
        if place is _AT_ITS_END:
            return "at its end"
        file = Path(place["file"])
        name = file.relative_to(self._program.parent) if self._is_own(file) else file.name
        return f"{name}:{place['line']}"

    def _lock(self, event: Event) -> str:
        """What the program calls the lock."""
        if event["of_file"]:
            return "the lock inside a file"
        place = event["born"][-1]
        name = re.search(r"([\w.]+)\s*(:[^=]+)?=\s*$", place["source"][: place["column"]])
        if name is None:
            return "a lock"
        return f"the lock inside {name[1]}" if event["within"] else name[1]

    def _calls(self, stack: Iterable[Place]) -> list[str]:
        places = [(self._at(place), place["source"]) for place in stack]
        # To Python 3.11 a comprehension is a call of its own.
        places = [place for place, _ in itertools.groupby(places)]
        width = max((len(at) for at, _ in places), default=0)
        return [f"  {at:{width}} {source}" for at, source in places]


def _quoted(place: Place) -> str:
    return f" (`{place['source']}`)" if place["source"] else ""


def _thread(name: str) -> str:
    if name == "MainThread":
        return "the main thread"
    return f"thread '{name}'" if name else "a thread"


def _processes(labels: list[str]) -> str:
    """Several processes, of which the program itself comes first."""
    children = [label[2:] for label in labels if label != "0"]
    if len(children) < 2:
        return " and ".join(map(_process, labels))
    *before, last = children
    named = f"its child processes {', '.join(before)} and {last}"
    return named if labels == [f"0.{child}" for child in children] else f"the program, {named}"


def _process(label: str) -> str:
    return "the program" if label == "0" else f"its child process {label[2:]}"


def _rows(line: str) -> list[str]:
    """*line* in rows that fit into a column."""
    indent = " " * (len(line) - len(line.lstrip()))
    return textwrap.wrap(line, COLUMN, subsequent_indent=indent + "    ", break_on_hyphens=False)
