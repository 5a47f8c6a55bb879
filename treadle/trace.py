"""What happened in one execution, step by step: all that a story is told from."""

from __future__ import annotations

from dataclasses import dataclass, field

OVER = "the program is over"
"""The value of the event "cancelled" of a task that was left when the main one had ended."""

ERROR = "error"
"""The action of raising an exception, the value, that is caught or leaves the program."""

AGAIN = "acquire again"
"""The action of taking a lock that one has already, an `RLock`: no step, as nobody sees it."""

KEPT = "Future.set_exception"
"""The call in which a pool keeps what a task has raised, until somebody asks for its result."""


SLEEP, LIMIT, CALL = "sleep", "time limit", "call"
"""Kinds of what lasts for some time: a sleep, a limit of a wait, a call that is put off."""


@dataclass(frozen=True, slots=True)
class Place:
    """A line of the program under test."""

    file: str
    line: int
    source: str
    function: str = ""


@dataclass(slots=True)
class Event:
    """One step of one thread.

    Attributes:
        thread: the number of the thread, an index into `Trace.threads`.
        action: the name of the operation's kind, such as "read" or "acquire".
        target: what it was done to, in words of the program: "value", "lock 1".
        obj: the number of the object, so that two steps on the same object can be matched.
        part: the part of the object, as text; empty for the whole.
        place: the line of the program, None where no line of the program is running.
        value: what was read or written, as text; None if unknown or not a matter of values.
        held: names of the locks that the thread held when it did this.
        call: the function of the standard library that did it for the program, such as "Queue.put".
        waited: whether the thread could not do it when it came to it, and had to wait.
        alone: whether no other thread was at work.
        woken: how many threads waited to be notified, for a notification.
        within: the function of the program that somebody else has called to get there, where it is
            known: for a permit that is taken, and for an exception that leaves the program.
        handler: the first line of what is done about an exception that is caught; None if it has
            left the program in the end.
        in_vain: whether it is a read that was to change what it reads, as a `pop` of what is empty.
        way_out: how many more steps of the program there were before an exception left it.

    """

    thread: int
    action: str
    target: str
    obj: int
    part: str
    place: Place | None
    value: str | None = None
    held: tuple[str, ...] = ()
    call: str = ""
    waited: bool = False
    alone: bool = False
    woken: int = 0
    within: str = ""
    handler: Place | None = None
    in_vain: bool = False
    way_out: int = 0


@dataclass(frozen=True, slots=True)
class Blocked:
    """A thread that could not go on at the end.

    Attributes:
        thread: its number.
        action: the operation it wanted: "acquire", "join", …
        target: what it wanted it of.
        place: where it stands.
        holder: the number of the thread that has what it wants, None if no thread in particular.
        owned_at: where the holder took it.
        obj: the number of the object, as in `Event`.
        call: the function of the standard library that waits for the program, as in `Event`.
        worker: whether it is a worker of a pool.
        loop: whether it is a task that keeps the loop of the holder, another task, from going on.

    """

    thread: int
    action: str
    target: str
    place: Place | None
    holder: int | None = None
    owned_at: Place | None = None
    obj: int = 0
    call: str = ""
    worker: bool = False
    loop: bool = False


@dataclass(frozen=True, slots=True)
class Race:
    """Two accesses that nothing orders.

    Attributes:
        first, second: the events, as indexes into `Trace.events`.
        stacks: for each of them the lines of the program that led there, the innermost last.
        parent: the number of that of the two threads that started the other, None if neither did.

    """

    first: int
    second: int
    stacks: tuple[tuple[Place, ...], tuple[Place, ...]]
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class Wait:
    """A sleep, or what else ends by itself after so long.

    Attributes:
        thread: the number of who has asked for it.
        asked_s: how long it is to last.
        place: the line of the program that asks for it.
        kind: `SLEEP`, `LIMIT` or `CALL`.

    """

    thread: int
    asked_s: float
    place: Place | None
    kind: str


@dataclass(frozen=True, slots=True)
class Overtaken:
    """The end of a wait before what would have come first, had it gone by the times.

    Attributes:
        at: before how many of the events it is.
        wait: the wait that is over.
        thread: the number of who should have gone on before.
        other: what that thread waits for itself; None if it could have gone on at any time.
        place: the line that it stands at.
        begun: whether it has begun.

    """

    at: int
    wait: Wait
    thread: int
    other: Wait | None = None
    place: Place | None = None
    begun: bool = True


@dataclass(slots=True)
class Trace:
    """One execution.

    Attributes:
        threads: the names of the threads, in the order in which they were started.
        events: the steps, in order.
        blocked: the threads that stood still for ever at the end.
        error_place: the line of the program where the exception behind the verdict was raised, or
            where everything was given up.
        error_thread: the thread that stopped everything there, None if nobody did.
        error_at: the index of the event before which it was raised, None if that is not known.
        error_held: names of the locks that its thread held then.
        race: the data race, if that is the verdict.
        over: whether the main thread had come to its end, and all that it waits for.
        daemons: the numbers of the threads that it does not wait for.
        daemon_as: of those that nobody has made a daemon: the daemon that made each of them.
        at_exit: whether `atexit` was given something that has not been called.
        idle: the numbers of the threads that waited for work when it was over: in a queue, or, if
            nobody waits for them, for an event out of the program's code.
        again: for each lock that somebody waits for in vain, because it was taken again and that
            was not undone: before how many of the events that was, and the event of it.
        overtaken: where it did not go by the times that were asked for.
        together: two sleeps that went side by side, where somebody sees how long they took.

    """

    threads: list[str] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    blocked: list[Blocked] = field(default_factory=list)
    error_place: Place | None = None
    error_thread: int | None = None
    error_at: int | None = None
    error_held: tuple[str, ...] = ()
    race: Race | None = None
    over: bool = False
    daemons: frozenset[int] = frozenset()
    daemon_as: dict[int, int] = field(default_factory=dict)
    at_exit: bool = False
    idle: frozenset[int] = frozenset()
    again: list[tuple[int, Event]] = field(default_factory=list)
    overtaken: list[Overtaken] = field(default_factory=list)
    together: tuple[Wait, Wait] | None = None
