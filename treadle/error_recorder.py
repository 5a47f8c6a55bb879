"""What exceptions do, for the recorder: each is told once, where it was raised."""

from __future__ import annotations

import itertools
import sys
from types import FrameType

from treadle.frames import is_harness, place, place_of
from treadle.hooks.leaving import NO_ROOM, PASSING
from treadle.kernel import Execution
from treadle.operation import RELEASE
from treadle.raised import Raised
from treadle.running_frames import RunningFrames
from treadle.state import state
from treadle.task_recorder import TaskRecorder
from treadle.text import printable
from treadle.trace import ERROR, KEPT, Event, Trace
from treadle.tracebacks import innermost, raised_again


class ErrorRecorder(TaskRecorder):
    """The part of a recorder that follows exceptions.

    Args:
        files: the files of the program under test; other lines are not its own.

    """

    def __init__(self, files: set[str]) -> None:
        super().__init__()
        self._files = files
        self.trace = Trace()
        self._frames = RunningFrames()
        self._raised = Raised(self.trace.events)
        self._last: Event | None = None  # of what all ends with

    # -- called by the hooks -------------------------------------------------------------------

    def left(self, error: BaseException, frame: FrameType) -> None:
        """*error* leaves the function of the program that runs in *frame*."""
        if self._caller(frame) is not None:
            return  # nobody else has heard of it
        event = self.caught(error)
        if event is not None:
            event.within = frame.f_code.co_qualname
            self._raised.leaves(error, event)

    def caught(self, error: BaseException, frame: FrameType | None = None) -> Event | None:
        """*error* is caught in *frame*, or has come to where others than the program may do so."""
        event = self._as_raised(error, frame)
        if event is None:
            return None
        before = self._raised.find(error, event) or self._just_told(event)
        if before is not None:
            before.handler = event.handler
            event = before
            self._raised.tell(error, event, frame)
        else:
            self._tell_error(error, event, frame)
        return event

    # -- inside --------------------------------------------------------------------------------

    def _keeps(self, frame: FrameType | None) -> None:
        """Note that a future is about to keep an exception, if it is in there that *frame* is."""
        while frame is not None and is_harness(frame.f_code.co_filename):
            frame = frame.f_back
        if frame is not None and frame.f_code.co_qualname == KEPT:
            event = self.caught(frame.f_locals["exception"])
            if event is not None and event.place is not None:
                event.call, event.within = KEPT, event.place.function

    def _on_its_way(self, program: FrameType | None) -> None:
        """Tell of an exception before what is done, in *program*, because of it: a `finally`."""
        execution = state.execution
        assert execution is not None
        me = self._who(execution.running).index
        error = sys.exc_info()[1]
        if error is None:
            self._raised.forget(me)
            return
        tb = error.__traceback__
        if program is None or tb is None or isinstance(error, (*PASSING, *NO_ROOM)):
            return
        if tb.tb_frame.f_code.co_filename not in self._files or self._frames.of(tb.tb_frame) != me:
            return  # it has not come there yet, or is another one's, who waits for this one
        event = self._as_raised(error)
        if event is not None and self._raised.find(error, event) is None:
            self._tell_error(error, event)

    def _tell_error(
        self, error: BaseException, event: Event, frame: FrameType | None = None
    ) -> None:
        execution = state.execution
        assert execution is not None
        self._tell(event, None, self._who(execution.running))
        self._raised.tell(error, event, frame)

    def _as_raised(self, error: BaseException, frame: FrameType | None = None) -> Event | None:
        """The event that would tell that *error* is raised, and caught in *frame*."""
        if isinstance(error, StopIteration | StopAsyncIteration):
            return None
        execution = state.execution
        assert execution is not None
        found = raised_again(error.__traceback__, self._files)
        return Event(
            thread=self._who(execution.running).index,
            action=ERROR,
            target="",
            obj=0,
            part="",
            place=None if found is None else place(*found),
            value=_briefly(error),
            alone=execution.apart == 0,
            handler=None if frame is None else place_of(frame),
        )

    def _just_told(self, like: Event) -> Event | None:
        """The event that is the last of its thread, and tells what *like* does."""
        mine = (e for e in reversed(self.trace.events) if e.thread == like.thread)
        last = next((e for e in mine if e.action != RELEASE.name), None)
        same = last is not None and (last.action, last.place, last.value) == (
            ERROR,
            like.place,
            like.value,
        )
        return last if same else None

    def _caller(self, frame: FrameType) -> FrameType | None:
        """The frame that called *frame*, if that is one of the program, too."""
        outer = frame.f_back
        while outer is not None and is_harness(outer.f_code.co_filename):
            outer = outer.f_back
        return outer if outer is not None and outer.f_code.co_filename in self._files else None

    def _raised_by(self, error: BaseException, execution: Execution) -> int | None:
        """The thread that raised *error*: perhaps not the one that it ended."""
        died = [t.index for t in execution.threads if t.error is error]
        thread = died[0] if died else None
        task = self._died.get(id(error))
        if task is not None:
            self._columns[task.index] = task
            thread = task.index
        tb = error.__traceback__
        if thread is not None and raised_again(tb, self._files) != innermost(tb, self._files):
            return thread
        return self._frames.raised(error, thread)

    def _ends_with(self, error: BaseException, execution: Execution) -> None:
        """Leave *error*, which all ends with, to the verdict; it knows where that was raised."""
        trace = self.trace
        found = raised_again(error.__traceback__, self._files)
        trace.error_place = None if found is None else place(*found)
        trace.error_thread = self._raised_by(error, execution)
        # Of the one that all ends with, the verdict tells.
        last: dict[int, Event] = {e.thread: e for e in trace.events if e.action == ERROR}
        end = (_briefly(error), trace.error_place)
        again = {id(e) for e in last.values() if (e.value, e.place) == end}
        raised = None if trace.error_thread is None else last.get(trace.error_thread)
        if raised is not None and id(raised) in again:
            kept = itertools.takewhile(lambda e: e is not raised, trace.events)
            self._last = raised
            trace.error_at = sum(id(e) not in again for e in kept)
        trace.events = [e for e in trace.events if id(e) not in again]


def _briefly(error: BaseException) -> str:
    """What *error* is; what it says only if no code of the program has to be asked for that."""
    kind = type(error).__qualname__.rpartition(".<locals>.")[2]
    plain = [type(value) for value in error.args] == [str] and type(error).__str__ in _PLAIN
    words = str(error).partition("\n")[0] if plain else ""
    return printable(f"{kind}: {words}" if words else kind)


_PLAIN = (Exception.__str__, KeyError.__str__)
