"""Keeps what an execution does, in words of the program: the raw material of a story."""

from __future__ import annotations

import linecache
import re
from typing import Any

from treadle.diagnosis import holder, innermost
from treadle.kernel import Execution, caller_frame, state
from treadle.operation import Operation
from treadle.trace import Blocked, Event, Place, Trace
from treadle.virtual_thread import VirtualThread

_ASSIGNED = re.compile(r"^\s*(?:self\.|cls\.)?(\w+)\s*(?::[^=]+)?=[^=]")
_LONGEST = 40


class Recorder:
    """Follows one execution.

    Args:
        files: the files of the program under test; other lines are not its own.

    """

    def __init__(self, files: set[str]) -> None:
        self._files = files
        self.trace = Trace()
        self._made_at: dict[int, tuple[Any, Place | None]] = {}
        self._labels: dict[int, str] = {}
        self._named: dict[str, int] = {}
        self._held: dict[int, list[Any]] = {}
        self._taken_at: dict[int, Place | None] = {}

    # -- called by the kernel ------------------------------------------------------------------

    def announced(self, thread: VirtualThread) -> None:
        """*thread* stands before its next operation."""
        self._settle(thread)
        thread.place = self.here()

    def chosen(self, thread: VirtualThread) -> None:
        """*thread* goes on with the operation it announced."""
        op = thread.op
        peek, thread.peek = thread.peek, None
        event = Event(
            thread=thread.index,
            action=op.kind.name,
            target=self._target(op),
            obj=op.obj,
            part=_part(op),
            place=thread.place,
            held=tuple(self.label(lock) for lock in self._held.get(thread.index, ())),
        )
        if peek is not None:
            if op.kind.writes:
                thread.unsettled = (event, peek)
            else:
                event.value = _shown(peek)
        self.trace.events.append(event)

    def stopped(self) -> None:
        """The running thread did what ends everything."""
        self.trace.error_place = self.here()

    def created(self, primitive: object) -> None:
        """*primitive* was made by the running thread."""
        self._made_at[id(primitive)] = (primitive, self.here())

    def taken(self, lock: object) -> None:
        """The running thread has got *lock*."""
        me = _running()
        self._held.setdefault(me.index, []).append(lock)
        self._taken_at[id(lock)] = me.place

    def given_back(self, lock: object) -> None:
        """*lock* is given back."""
        for held in self._held.values():
            if lock in held:
                held.remove(lock)
                return

    def here(self) -> Place | None:
        """The line of the program that the running thread is at."""
        frame = caller_frame(self._files)
        if frame is None:
            return None
        return place(frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_qualname)

    # -- called at the end ---------------------------------------------------------------------

    def finish(self, execution: Execution) -> Trace:
        """The trace of *execution*, which is over."""
        trace = self.trace
        for thread in execution.threads:
            self._settle(thread)
        trace.threads = [t.name for t in execution.threads]
        verdict = execution.verdict
        if verdict is not None and verdict.error is not None:
            found = innermost(verdict.error.__traceback__, self._files)
            if found is not None:
                trace.error_place = place(*found)
        if verdict is not None and verdict.failed and verdict.error is None:
            for thread in execution.alive:
                owner = holder(thread)
                trace.blocked.append(
                    Blocked(
                        thread=thread.index,
                        action=thread.op.kind.name,
                        target=self._target(thread.op, thread.blocker),
                        place=thread.place,
                        holder=None if owner is None else owner.index,
                        owned_at=self._taken_at.get(id(thread.blocker)),
                    )
                )
        return trace

    # -- inside --------------------------------------------------------------------------------

    def _settle(self, thread: VirtualThread) -> None:
        """Look at what *thread* wrote, now that it has."""
        if thread.unsettled is not None:
            event, peek = thread.unsettled
            thread.unsettled = None
            event.value = _shown(peek)

    def _target(self, op: Operation, blocker: Any = None) -> str:
        """What *op* is done to, in words of the program."""
        if isinstance(op.part, str):
            return op.part
        execution = state.execution
        obj = blocker
        if obj is None and execution is not None and 0 < op.obj <= len(execution.kept):
            obj = execution.kept[op.obj - 1]
        if isinstance(obj, VirtualThread):
            return obj.name
        if id(obj) in self._made_at:
            return self.label(obj)
        return ""

    def label(self, primitive: object) -> str:
        """A name for *primitive*: that of the variable or attribute it was first put in."""
        found = self._labels.get(id(primitive))
        if found is not None:
            return found
        made_at = self._made_at.get(id(primitive), (None, None))[1]
        match = _ASSIGNED.match(made_at.source) if made_at is not None else None
        name = match.group(1) if match else type(primitive).__name__.lower()
        count = self._named[name] = self._named.get(name, 0) + 1
        label = name if count == 1 else f"{name} #{count}"
        self._labels[id(primitive)] = label
        return label


def place(file: str, line: int, function: str) -> Place:
    """The line *line* of *file*, with its source."""
    return Place(file, line, linecache.getline(file, line).rstrip("\n"), function)


def _running() -> VirtualThread:
    execution = state.execution
    assert execution is not None
    return execution.running


def _part(op: Operation) -> str:
    if op.part is None:
        return ""
    return op.part if isinstance(op.part, str) else f"[{op.part[0]!r}]"


def _shown(peek: Any) -> str | None:
    """What *peek* gives, as text; None if it cannot be shown the same every time."""
    active, state.active = state.active, False
    try:
        text = repr(peek())
    except Exception:
        return None
    finally:
        state.active = active
    if " at 0x" in text:
        return None
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
