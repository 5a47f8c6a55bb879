"""The place where students' checks are run: this machine, or a cluster (`grader.cluster`).

To grade a submission is a function of the kit, the exercise and the bytes that were handed in, so
that it does not matter where that is. The journal stays with who asks.
"""

from __future__ import annotations

from threading import Event
from typing import Protocol

from grader.kit import Kit
from grader.run import LIMIT_S, Piece, Record, canary, run
from grader.sandbox import Sandbox
from grader.sandbox.warm import Warm


class Place(Protocol):
    """Runs one student's checks; may be asked by several threads."""

    def run(self, pieces: list[Piece], record: Record, stop: Event) -> None:
        """Run the checks of one student, see `grader.run.run`."""


class Here:
    """This machine; a context manager.

    Args:
        sandbox: where students' code runs.
        kit: where the exercises are from.
        limit_s: wall clock for one check, in seconds.

    """

    def __init__(self, sandbox: Sandbox, kit: Kit, limit_s: float = LIMIT_S) -> None:
        checks = [(exercise, check) for exercise in kit.exercises for check in exercise.checks]
        nodeids = [check.nodeid for _, check in checks]
        self._warm = Warm(sandbox, kit.folder, nodeids, canary(checks))
        self._kit = kit
        self._limit_s = limit_s

    def __enter__(self) -> Here:
        return self

    def __exit__(self, *_: object) -> None:
        self._warm.close()

    def run(self, pieces: list[Piece], record: Record, stop: Event) -> None:
        """See `Place`."""
        run(self._warm, self._kit, pieces, record, stop=stop, limit_s=self._limit_s)
