"""What the world keeps in objects that are not its own, out of reach of a program."""

from __future__ import annotations

from typing import Any


class Sealed:
    """Holds *held*, under a name that a program may not use.

    A program may look at the `__dict__` of its objects, and at that of others in ways that nobody
    foresees. Whoever holds a virtual thread decides what all of them do.
    """

    __slots__ = ("_treadle_held",)

    def __init__(self, held: Any) -> None:
        self._treadle_held = held


def unsealed(value: Any) -> Any:
    """What *value* holds if it is sealed, or else *value* itself."""
    return value._treadle_held if type(value) is Sealed else value
