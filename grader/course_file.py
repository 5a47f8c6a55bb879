"""Reading `course.toml`, which says what a course makes of the points.

due = 2026-11-20T23:59:00    # by the clock of the course's system
attempts = "best"            # or "last"

[late]
per_day = 10                 # percent of what the exercise is worth, for each day begun
grace_days = 1               # so long it costs nothing
cut_off_days = 7             # later than that it is worth nothing

[exercises.02_race]
weight = 2
due = 2026-11-27T23:59:00

[[overrides]]
student = "An Nguyen"
exercise = "02_race"
points = 80
reason = "Ill in November"

[[overrides]]
student = "An Nguyen"
exercise = "03_lock"
excused = true               # it does not count, neither for nor against
reason = "Joined in week 4"
"""

from __future__ import annotations

import os
import re
import tomllib
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from difflib import get_close_matches
from fractions import Fraction
from pathlib import Path
from typing import Any

from grader.course import BEST, LAST, Course, Late, Override
from grader.errors import BadInput
from grader.kit import Kit
from treadle.text import printable

NAME = "course.toml"

MOST_WEIGHT = Fraction(1000)
"""What is above is a slip of the hand."""


def find(submissions: Path) -> Path | None:
    """The `course.toml` beside *submissions*, if there is one."""
    path = submissions.absolute().parent / NAME
    return path if os.path.lexists(path) else None


def read(path: Path, kit: Kit, students: Iterable[str] | None) -> Course:
    """Read a `course.toml`.

    Args:
        path: where it is.
        kit: all the exercises there are.
        students: the names of all the students there are; None if nobody knows.

    Raises:
        BadInput: it cannot be read, or says something that has no sense; with the lines.

    """
    try:
        if path.exists() and not path.is_file():
            raise BadInput(f"{path} is no file; a course.toml is one.")
        text = path.read_bytes().decode("utf-8-sig")  # editors of Windows put a mark in front
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise BadInput(f"{path.name}:{line}: this is no UTF-8; save the file as UTF-8.") from error
    try:
        said = _parse(text)
    except tomllib.TOMLDecodeError as error:
        what, line = _syntax(str(error), text)
        raise BadInput(f"{path.name}:{line}: this is no TOML: {what}") from error
    except RecursionError as error:
        raise BadInput(f"{path.name}: this is nested too deeply to be read.") from error
    reader = _Reader(kit, None if students is None else tuple(students))
    course = reader.course(said)
    if reader.problems:
        lines = text.splitlines()
        found = sorted((_line(lines, where), what) for where, what in reader.problems)
        raise BadInput("\n".join(f"{path.name}:{line}: {what}" for line, what in found))
    return course


Where = tuple[str | int, ...]
"""The keys and positions that lead to a value."""


@dataclass(slots=True)
class _Reader:
    """Goes through what the file says, and notes all that has no sense."""

    kit: Kit
    students: tuple[str, ...] | None
    problems: list[tuple[Where, str]] = field(default_factory=list)

    def course(self, said: dict[str, Any]) -> Course:
        self._known(said, (), ("due", "attempts", "late", "exercises", "overrides"))
        late = self._table(said, "late")
        self._known(late, ("late",), ("per_day", "grace_days", "cut_off_days"))
        attempts = said.get("attempts", LAST)
        if attempts not in (BEST, LAST):
            self._note(("attempts",), f"attempts is 'best' or 'last', not {_shown(attempts)}.")
        weights: dict[str, Fraction] = {}
        due: dict[str, datetime] = {}
        everywhere = self._date(said, "due", ())
        if everywhere:
            due = {exercise.name: everywhere for exercise in self.kit.exercises}
        exercises = self._table(said, "exercises")
        for key in exercises:
            where: Where = ("exercises", key)
            name = self._exercise(key, where)
            if name in weights:
                self._note(where, f"{name} is there already, by another of its names.")
            of_one = self._table(exercises, key, ("exercises",))
            self._known(of_one, where, ("weight", "due"))
            weights[name] = self._number(of_one, "weight", where, Fraction(1), most=MOST_WEIGHT)
            its_own = self._date(of_one, "due", where)
            if its_own:
                due[name] = its_own
        cut_off = "cut_off_days" in late
        policy = Late(
            self._number(late, "per_day", ("late",), Fraction(0), most=Fraction(100)),
            self._number(late, "grace_days", ("late",), Fraction(0)),
            self._number(late, "cut_off_days", ("late",), Fraction(0)) if cut_off else None,
        )
        if 0 < policy.per_day < 1:
            self._note(
                ("late", "per_day"),
                f"per_day is {late['per_day']}, which is less than one percent. "
                f"Write per_day = {float(policy.per_day * 100):g} if "
                f"{float(policy.per_day * 100):g} percent is meant.",
            )
        if policy.cut_off_days is not None and policy.cut_off_days < policy.grace_days:
            self._note(
                ("late", "cut_off_days"),
                f"cut_off_days is {late['cut_off_days']}, and cannot be below grace_days, "
                f"which is {late['grace_days']}.",
            )
        plain = Course(policy, attempts, weights, due)
        overrides = dict(self._overrides(said, plain))
        return Course(policy, attempts, weights, due, overrides)

    def _overrides(
        self, said: dict[str, Any], course: Course
    ) -> Iterator[tuple[tuple[str, str], Override]]:
        needed = ("student", "exercise", "reason")
        given = said.get("overrides", [])
        if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
            self._note(("overrides",), "each override begins with a line [[overrides]].")
            return
        seen: set[tuple[str, str]] = set()
        for position, one in enumerate(given):
            where: Where = ("overrides", position)
            self._known(one, where, (*needed, "points", "excused"))
            missing = [key for key in needed if key not in one]
            if "points" not in one and "excused" not in one:
                missing.append("points")
            if missing:
                self._note(where, f"this override has no {_listed(missing)}.")
                continue
            exercise = self._exercise(one["exercise"], (*where, "exercise"))
            student = one["student"]
            if isinstance(student, str):
                student = unicodedata.normalize("NFC", student)  # as the names of students are
            if not isinstance(student, str) or (
                self.students is not None and student not in self.students
            ):
                hint = _meant(student, self.students or ())
                self._note((*where, "student"), f"there is no student {_shown(student)}.{hint}")
                continue
            if not isinstance(one["reason"], str) or not one["reason"].strip():
                self._note((*where, "reason"), "an override needs a reason, in words.")
            most = next((course.most(e) for e in self.kit.exercises if e.name == exercise), None)
            points = None
            if "excused" not in one:
                points = self._number(one, "points", where, Fraction(0), most=most)
            elif one["excused"] is not True:
                self._note((*where, "excused"), "excused is true, or is not there.")
            elif "points" in one:
                self._note((*where, "points"), "who is excused has no points; leave one out.")
            if (student, exercise) in seen:
                self._note(where, f"there is an override of {exercise} for {student} already.")
            seen.add((student, exercise))
            yield (student, exercise), Override(points, _in_a_line(str(one["reason"])))

    def _exercise(self, said: object, where: Where) -> str:
        """The name of the exercise that is meant; `3`, `03`, `lock` and `03_lock` are one."""
        try:
            return self.kit.select([str(said)]).exercises[0].name
        except BadInput as problem:
            self._note(where, str(problem))
        return ""

    def _known(self, said: dict[str, Any], where: Where, keys: tuple[str, ...]) -> None:
        for key in said:
            if key not in keys:
                hint = _meant(key, keys) or f" There are {_listed(keys)}."
                self._note((*where, key), f"nothing is called {_shown(key)} here.{hint}")

    def _table(self, said: dict[str, Any], key: str, where: Where = ()) -> dict[str, Any]:
        found = said.get(key, {})
        if isinstance(found, dict):
            return found
        self._note((*where, key), f"{key} is a table: it begins with [{_path((*where, key))}].")
        return {}

    def _number(
        self,
        said: dict[str, Any],
        key: str,
        where: Where,
        otherwise: Fraction,
        most: Fraction | None = None,
    ) -> Fraction:
        found = said.get(key, otherwise)
        if isinstance(found, bool) or not isinstance(found, int | Decimal | Fraction):
            meant = re.fullmatch(r"\s*(\d+)(?:[.,](\d+))?\s*%?\s*", str(found))
            hint = f" Write {key} = {'.'.join(filter(None, meant.groups()))}." if meant else ""
            self._note((*where, key), f"{key} is a number, not {_shown(found)}.{hint}")
        elif isinstance(found, Decimal) and not found.is_finite():
            self._note((*where, key), f"{key} is a number that is finite.")
        elif found < 0:
            self._note((*where, key), f"{key} is {found}, and cannot be below 0.")
        elif most is not None and Fraction(found) > most:
            self._note((*where, key), f"{key} is {found}, and cannot be above {float(most):g}.")
        else:
            return Fraction(found)
        return otherwise

    def _date(self, said: dict[str, Any], key: str, where: Where) -> datetime | None:
        found = said.get(key)
        example = "write it as 2026-11-20T23:59:00"
        if found is None:
            return None
        if isinstance(found, datetime):
            if found.tzinfo is None:
                return found
            why = f"{key} is by the clock of the course's system, without an offset; {example}."
        elif isinstance(found, date):
            return datetime.combine(found, time.max)
        else:
            why = f"{key} is a date and time, not {_shown(found)}; {example}, without quotes."
        self._note((*where, key), why)
        return None

    def _note(self, where: Where, what: str) -> None:
        self.problems.append((where, what))


def _in_a_line(text: str) -> str:
    """*text* as a table and a terminal can show it."""
    return printable(" ".join(text.split()))


def _parse(text: str) -> dict[str, Any]:
    return tomllib.loads(text, parse_float=Decimal)


def _syntax(message: str, text: str) -> tuple[str, int]:
    """What is wrong, in the parser's words, with how to write it; and the line."""
    what, _, where = message.rpartition(" (at ")
    number = re.match(r"line (\d+)", where)
    lines = text.splitlines()
    line = int(number[1]) if number else max(1, len(lines))
    if twice := re.fullmatch(r"Cannot declare \((.*?),?\) twice", what):
        names = ".".join(name.strip(" '") for name in twice[1].split(","))
        return f"[{names}] is there twice. Put what is below it below the first one.", line
    hint = _hint(lines[line - 1]) if line <= len(lines) else ""
    return f"{(what[:1].lower() + what[1:]) or message}.{hint}", line


def _hint(line: str) -> str:
    """How to write what somebody wanted to say with *line*, which is no TOML."""
    key, equals, value = (part.strip() for part in line.partition("#")[0].partition("="))
    number = re.fullmatch(r"(\d+)(?:,(\d+))?\s*%?", value)
    if re.search(r"[\u2018-\u201f\xab\xbb]", line):  # what a word processor makes of quotes
        return ' Quotes are straight ones: "best".'
    if key.startswith("["):
        return " A part of the file begins with a line such as [late] or [exercises.02_race]."
    if not equals:
        return ' A line is a name, "=" and a value: attempts = "best".'
    if key and number:
        return f" Write {key} = {'.'.join(filter(None, number.groups()))}."
    if re.fullmatch(r"\d+/\d+", value):
        return " A number is written with a point: 0.5."
    if re.match(r"\d+[-./:]\d+", value):
        return " A date and time is written as 2026-11-20T23:59:00."
    if value.startswith(('"', "'")):
        return " Text ends with the quote that it begins with."
    if re.match(r"[^\W\d]", value):
        return f' Text is written in quotes: {key} = "{value}".'
    return ""


def _line(lines: list[str], where: Where) -> int:
    """The line on which the value begins to which *where* leads.

    The parser does not say. But the value is there from some line on: that one ends it, and it
    begins after the longest part of the file above that is TOML by itself.
    """
    ends = bisect_left(
        range(len(lines) + 1), True, key=lambda number: _leads(_whole(lines, number)[1], where)
    )
    return _whole(lines, ends - 1)[0] + 1


def _whole(lines: list[str], number: int) -> tuple[int, dict[str, Any]]:
    """As many of the first *number* of lines as are TOML by themselves, and what they say."""
    while number > 0:
        try:
            return number, _parse("\n".join(lines[:number]))
        except tomllib.TOMLDecodeError:
            number -= 1
    return 0, {}


def _leads(said: Any, where: Where) -> bool:
    for step in where:
        try:
            said = said[step]
        except (KeyError, IndexError, TypeError):
            return False
    return True


def _meant(said: object, known: Iterable[str]) -> str:
    by_folded = {name.casefold(): name for name in known}
    near = [by_folded[n] for n in get_close_matches(str(said).casefold(), by_folded, n=1)]
    return f" Did you mean {_shown(near[0])}?" if near else ""


def _shown(value: object) -> str:
    if isinstance(value, str):
        return f"'{value}'"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _listed(names: Iterable[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


def _path(where: Where) -> str:
    return ".".join(map(str, where))
