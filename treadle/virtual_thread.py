"""A thread of the program under test, with what it has announced."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from treadle.operation import BEGIN, NOTHING, Operation

_BEGIN = Operation(BEGIN, NOTHING)


class VirtualThread:
    """One virtual thread; the kernel and the world keep in it what they know of it.

    Attributes:
        index: its number in the execution; 0 is the main thread.
        name: what people call it.
        obj: the number of the object that stands for it in operations (its end, a join).
        op: the operation it has announced.
        quiet: whether nobody who waits can go on, nor has to wait longer, because of that.
        ready: whether it is enabled; None if it always is.
        blocker: what it waits for, for the diagnosis.
        asked_s: how long it has asked to sleep, or to wait at most.
        timeout: the operation it does instead if its time runs out; None if it has no limit.
        handle: the program's own Thread object.
        effect: what its one operation does, if that is all of its life; see `Execution.plan`.
        loop: the event loop that runs in it, if one does.
        locals: where objects of `threading.local` keep what is its own.

    """

    __slots__ = (
        "asked_s",
        "blocker",
        "called_off",
        "daemon",
        "deadline",
        "due",
        "effect",
        "error",
        "finished",
        "gave_way",
        "goes_to",
        "greenlet",
        "handle",
        "has_asked",
        "in_time",
        "index",
        "joined",
        "late_s",
        "life",
        "locals",
        "loop",
        "name",
        "normal",
        "obj",
        "op",
        "peek",
        "place",
        "quiet",
        "ready",
        "rounds",
        "seen",
        "spun",
        "swallowed",
        "timed_out",
        "timeout",
        "unsettled",
    )

    def __init__(self, index: int, name: str, daemon: bool) -> None:
        self.index = index
        self.name = name
        self.daemon = daemon
        self.obj = NOTHING
        self.greenlet: Any = None
        self.life: Any = None  # all that it does, until it begins
        self.handle: Any = None
        self.finished = False
        self.joined = False
        self.error: BaseException | None = None
        self.swallowed = 0
        self.has_asked = False  # for the time, in this round of its loop
        self.late_s = 0.0  # how much earlier this round of its loop should have begun
        self.effect: Callable[[], None] | None = None
        self.called_off = -1  # the event after which it was called off
        self.loop: Any = None
        self.locals: Any = None
        # What it has announced.
        self.op = _BEGIN
        self.quiet = True
        self.ready: Callable[[], bool] | None = None
        self.blocker: Any = None
        self.normal: Operation | None = None  # in a timed wait: what it does if it gets through
        self.timeout: Operation | None = None
        self.deadline = self.asked_s = 0.0
        self.timed_out = False
        self.in_time = False  # what it waits for has come, though it may not be able to go on yet
        # For loops that poll: see `treadle.spinning`.
        self.rounds: list[Any] = []  # of the loops it is in, the outermost first
        self.due: tuple[int, Callable[[], None]] | None = None
        self.spun = 0
        self.gave_way = 0
        self.goes_to = 0  # the step at which a long loop looks whether others wait
        # For the recorder.
        self.seen: Any = None  # where a task waits
        self.place: Any = None
        self.peek: Any = None
        self.unsettled: Any = None
