"""The policy: what a submission must not contain, looked for in its text before anything runs.

Student code and check share a process (see `docs/grading.md`), so code that reaches for the
interpreter's inside can reach the check. The policy finds such reaching in the syntax tree. It is
no proof of guilt: what it finds is *rejected*, waits for a person, and is never a 0.

It is made for each exercise from the kit's own answers: whatever one of them does is allowed there.
So an exercise on processes may import `os`, and one on threads may not.
"""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Container
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from grader.policy import reader
from grader.policy.words import INSIDE

__all__ = ["INSIDE", "Allowed", "Finding", "allowed", "findings", "violation"]


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Something that the policy does not like.

    Attributes:
        line: where, from 1.
        what: what it is, as one would name it: `import os`, `__globals__`, …
        why: what is to be said of it.

    """

    line: int
    what: str
    why: str

    def __str__(self) -> str:
        """The sentence that a person reads."""
        return f"line {self.line}: {self.what}: {self.why}"


NESTED = Finding(1, "nesting", "this is nested too deeply to be read")


def allowed(folder: Path, module: str) -> frozenset[str]:
    """What the kit's own answers to the exercise in *folder* do: all of that is allowed in it.

    Args:
        folder: the exercise, `exercises/NN_topic` of its kit.
        module: the file that a student edits.

    """
    home = folder.parents[1]
    files = [
        *sorted((home / "tests" / "answers" / folder.name).glob("*/*.py")),
        folder.parent / ".shipped" / folder.name / module,
        home / "solutions" / folder.name / module,
    ]
    found: set[str] = set()
    for file in files:
        with suppress(OSError):
            found.update(finding.what for finding in findings(file.read_bytes(), of_kit=True))
    return frozenset(found)


@dataclass(frozen=True)
class Allowed:
    """What is `allowed` in an exercise; the kit's answers are read only when somebody asks.

    A kit has hundreds of them, and most of what is handed in does nothing that has to be allowed.
    """

    folder: Path
    module: str

    def __contains__(self, what: object) -> bool:
        """Whether *what* is allowed."""
        return what in self._found

    @cached_property
    def _found(self) -> frozenset[str]:
        return allowed(self.folder, self.module)


def violation(source: bytes, allowed: Container[str]) -> Finding | None:
    """The first thing in *source* that the policy does not like and that is not *allowed*."""
    return min((f for f in findings(source) if f.what not in allowed), default=None)


def findings(source: bytes, *, of_kit: bool = False) -> list[Finding]:
    """All that the policy does not like in *source*; nothing if it is no Python that could run.

    Args:
        source: of a module.
        of_kit: whether it is an answer of the kit, which allows what it imports, used or not.

    """
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(source).readline)
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return []
    except (RecursionError, MemoryError):
        return [NESTED]
    if encoding not in ("utf-8", "utf-8-sig"):
        return [Finding(1, f"coding: {encoding}", "only UTF-8 is read")]
    try:
        return [Finding(*found) for found in reader.findings(tree, of_kit=of_kit)]
    except RecursionError:
        return [NESTED]
