"""Where the locks that are held were taken, for the recorder: an `RLock` perhaps several times."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from treadle.trace import Event, Place


@dataclass(slots=True)
class _Taking:
    """One time that a lock was taken; *again* is the event of it if its thread had it already."""

    place: Place | None
    again: Event | None = None
    at: int = 0  # so many events had been told before it


class TakenLocks:
    """Which takings of which locks have not been undone."""

    def __init__(self) -> None:
        self._open: dict[int, list[_Taking]] = {}

    def taken(self, lock: Any, place: Place | None) -> None:
        """Nobody had *lock*, and somebody takes it at *place*."""
        self._open[id(lock)] = [_Taking(place)]

    def taken_again(self, lock: Any, event: Event, at: int) -> None:
        """Who has *lock* takes it once more; the *event* of that would be number *at*."""
        self._open.setdefault(id(lock), []).append(_Taking(event.place, event, at))

    def given_back_once(self, lock: Any, place: Place | None) -> None:
        """Who has *lock* has given it back, at *place*, as often as it had taken it, but once more.

        At the end of a `with` that is what its own line took, elsewhere what the same function did.
        """
        takings = self._open.get(id(lock), [])
        if len(takings) < 2:
            return
        one = next((t for t in reversed(takings) if _is_undone(t.place, place)), takings[-1])
        takings.remove(one)

    def since(self, lock: Any) -> Place | None:
        """Where *lock* was taken, by who has it."""
        return next((taking.place for taking in self._open.get(id(lock), ())), None)

    def again(self, lock: Any) -> tuple[int, Event] | None:
        """The event of taking *lock* again, and its number, if what was taken first was undone."""
        for taking in self._open.get(id(lock), ()):
            return None if taking.again is None else (taking.at, taking.again)
        return None


def _is_undone(taken: Place | None, given: Place | None) -> bool:
    """Whether what was taken at *taken* is what is given back at *given*."""
    if taken is None or given is None or taken.file != given.file:
        return False
    if taken.function != given.function:
        return False
    return taken.line == given.line or not any(_is_with(place) for place in (taken, given))


def _is_with(place: Place) -> bool:
    return place.source.strip().startswith("with ")
