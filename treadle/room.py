"""Room for our own calls where a program has used up the stack."""

from __future__ import annotations

import sys
from sys import setrecursionlimit  # the real one; a program has one that is bounded

ROOM = 200
"""Calls of our own that fit beneath a program that has used up the stack."""


class Room:
    """While it is entered, our own calls fit beneath a program that recurses to the limit.

    If there is not even room to say so, the limit is the program's, and `RecursionError` is raised
    before anything has been done.
    """

    def __enter__(self) -> None:
        self._limit = sys.getrecursionlimit()
        self._begin(self._limit + ROOM)

    def __exit__(self, *error: object) -> None:
        setrecursionlimit(self._limit)

    def _begin(self, limit: int) -> None:
        self._set(limit)  # deeper than the end, at which Python wants some room left

    def _set(self, limit: int) -> None:
        setrecursionlimit(limit)
