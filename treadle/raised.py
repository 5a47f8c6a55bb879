"""Which exceptions are told already: each is told once, where it was raised."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from types import FrameType

from treadle.trace import ERROR, Event


@dataclass(slots=True)
class _Told:
    """An exception that is told, as *event*."""

    event: Event
    gone: bool = False  # has left the program, which may get it back
    caught_in: int = 0  # the id of the frame that has caught it


class Raised:
    """The exceptions of one execution that are told.

    They are known by their ids: to hold one would keep alive what the program has let go of, and
    so change what it does. An id may come again, with another exception. So they are forgotten as
    soon as their thread takes a step and has none at hand. (Of two that are alike, and raised in
    one place without a step between them, the second may be taken for the first.)

    Args:
        events: of the trace; what is told is found among them.

    """

    def __init__(self, events: list[Event]) -> None:
        self._events = events
        self._told: defaultdict[int, dict[int, _Told]] = defaultdict(dict)

    def forget(self, thread: int) -> None:
        """The thread with the number *thread* has no exception at hand."""
        self._told.pop(thread, None)

    def find(self, error: BaseException, like: Event) -> Event | None:
        """The event that tells *error*, which is on its way, or caught, as *like* would tell it."""
        told = self._told[like.thread].get(id(error))
        if told is None or (told.event.place, told.event.value) != (like.place, like.value):
            return None
        if told.gone and self.steps_since(told.event) != told.event.way_out:
            return None  # that one is gone for good
        if like.handler is not None and told.event.handler == like.handler:
            return None  # nobody catches one twice in one place
        if told.caught_in and told.caught_in not in _way(error):
            return None  # this one has not come there yet
        told.gone = False
        return told.event

    def tell(self, error: BaseException, event: Event, frame: FrameType | None = None) -> None:
        """*event* tells *error*, which is caught in *frame*, if it is."""
        caught_in = 0 if frame is None else id(frame)
        self._told[event.thread][id(error)] = _Told(event, caught_in=caught_in)

    def leaves(self, error: BaseException, event: Event) -> None:
        """*error*, which *event* tells, leaves the program."""
        event.way_out = self.steps_since(event)
        self._told[event.thread][id(error)] = _Told(event, gone=True)

    def steps_since(self, event: Event) -> int:
        """How many steps of the program the thread of *event* has taken since."""
        count = 0
        for later in reversed(self._events):
            if later is event:
                break
            is_step = later.action != ERROR and later.place is not None
            count += is_step and later.thread == event.thread
        return count


def _way(error: BaseException) -> set[int]:
    """The ids of the frames that *error* has come through."""
    frames = set()
    tb = error.__traceback__
    while tb is not None:
        frames.add(id(tb.tb_frame))
        tb = tb.tb_next
    return frames
