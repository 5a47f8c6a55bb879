"""Keeps what an execution does, in words of the program: the raw material of a story."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from operator import itemgetter
from types import FrameType
from typing import TYPE_CHECKING, Any

from treadle.diagnosis import holder, serves_a_pool, standing_still
from treadle.durations import Durations
from treadle.error_recorder import ErrorRecorder
from treadle.frames import caller_frame, item_in, library_call, name_in, place_of
from treadle.hooks.access import Scope
from treadle.kernel import Execution
from treadle.naming import ALL_THREADS, Names, Objects
from treadle.operand import number_of, object_of, part_of
from treadle.operation import (
    ACQUIRE,
    AWAIT,
    DOWN,
    GET,
    IDLE_TIMEOUT,
    NOTIFY,
    PUT,
    REACQUIRE,
    READ,
    SLEEP,
    SPIN,
    TIMEOUT,
    TRY,
    TRY_DOWN,
    Operation,
    parts_of,
)
from treadle.stacks import Stacks
from treadle.state import state
from treadle.taken_locks import TakenLocks
from treadle.task_recorder import LOOPS_OWN
from treadle.trace import AGAIN, Blocked, Event, Place, Trace, Wait
from treadle.values import Values, contents
from treadle.verdict import DATA_RACE
from treadle.virtual_thread import VirtualThread
from treadle.world.awaits import Await
from treadle.world.census import Census, EndOfMain
from treadle.world.simple_queue import SimpleQueue

if TYPE_CHECKING:
    from treadle.world.locks import RLock


@dataclass(slots=True)
class _Standing:
    """Where a thread stands that has announced an operation."""

    place: Place | None = None
    call: str = ""
    waits: bool = False
    gets: bool = False  # something from a queue
    beside: bool = False  # whether it waits, out of the program's code, for an event, or a permit
    names: tuple[str, ...] = ("",)  # of the object, and of others, as its line calls them
    within: str = ""  # the function of the program that it was called by, for a permit
    item: str | None = None  # what it puts into a queue, or has got from it


@dataclass(slots=True)
class _Unnamed:
    """An event whose names are known only when all objects are."""

    event: Event
    obj: Any
    held: list[Any]


@dataclass(slots=True)
class _Stuck:
    """A thread that could not go on when everything was given up."""

    thread: VirtualThread
    blocker: Any
    holder: VirtualThread | None
    worker: bool
    loop: bool = False


class Recorder(ErrorRecorder):
    """Follows one execution.

    Args:
        files: the files of the program under test; other lines are not its own.
        races: whether a data race may have to be told.

    """

    def __init__(self, files: set[str], *, races: bool = False) -> None:
        super().__init__(files)
        self._stacks = Stacks(files) if races else None
        self._names = Names(files)
        self._values = Values(files, self._names.known)
        self._standing: dict[int, _Standing] = {}
        self._unnamed: list[_Unnamed] = []
        self._held: dict[int, list[Any]] = {}
        self._taken = TakenLocks()
        self._durations = Durations()
        self._stuck: list[_Stuck] = []
        self._items: dict[int, str] = {}
        self._called = Objects()

    # -- called by the kernel ------------------------------------------------------------------

    def announced(self, thread: VirtualThread) -> None:
        """*thread* stands before its next operation."""
        self._settle(thread)
        op = thread.op
        if op.kind is ACQUIRE:
            self._keeps(sys._getframe(1))
        program = caller_frame(self._files)
        if program is not None:
            self._values.know(program.f_globals)
            self._frames.enter(self._who(thread).index, program)
        self._on_its_way(program)
        standing = _Standing(None if program is None else place_of(program))
        standing.call, called = library_call(sys._getframe(1), self._files)
        if thread.ready is not None and op.kind not in (SPIN, SLEEP):
            standing.waits = not thread.ready()
        if op.kind in (DOWN, TRY_DOWN):
            standing.within = self._entered(program)
        standing.gets = op.kind is GET or standing.call == "Queue.get"
        standing.beside = op.kind is AWAIT and program is None and not standing.call
        standing.beside |= op.kind in (DOWN, REACQUIRE)
        standing.names = tuple(self._name(part, thread, program) for part in _parts(op))
        inside = sys._getframe(2) if op.kind is PUT else called
        if inside is not None and op.kind in (NOTIFY, PUT):
            variables = inside.f_locals
            standing.item = self._values.shown(lambda: variables["item"])
        obj = thread.blocker or object_of(op, state.execution)
        if self._names.known(obj) and id(obj) not in self._items:
            self._items[id(obj)] = item_in(program, obj)
        if self._stacks is not None:
            self._stacks.announced(thread, program)
        self._standing[thread.index] = standing
        self._durations.announced(thread, standing.place)
        thread.place = standing.place

    def chosen(self, thread: VirtualThread) -> None:
        """*thread* goes on with the operation it announced."""
        op = thread.op
        if self._stacks is not None:
            self._stacks.chosen(thread, len(self.trace.events))
        stood = self._standing.get(thread.index)
        waited = stood is not None and stood.waits
        assert state.execution is not None
        self._durations.chosen(thread, state.execution, waited, len(self.trace.events))
        if op.kind in LOOPS_OWN or thread.effect is not None:
            return
        me = self._who(thread)
        peek, thread.peek = thread.peek, None
        standing = self._standing.pop(thread.index, _Standing())
        peeks = peek if type(peek) is list else [peek]
        for part, name, shows in zip(_parts(op), standing.names, peeks, strict=True):
            self._does(me, part, name, shows, thread, standing)

    def put_off(self, call: VirtualThread, asked_s: float, end_s: float, kind: str) -> None:
        """The running task has an event loop do *call* after so long, at *end_s*."""
        execution = state.execution
        assert execution is not None
        me = self._who(execution.running)
        self._columns.setdefault(me.index, me)
        self._durations.put_off(call, Wait(me.index, asked_s, self.here(), kind), end_s)

    def stopped(self) -> None:
        """The running thread did what ends everything."""
        execution = state.execution
        assert execution is not None
        self.trace.error_place = self.here()
        self.trace.error_thread = self._who(execution.running).index
        for thread in execution.threads:
            standing = self._standing.get(thread.index)
            if standing is not None and thread.ready is not None and thread.ready():
                standing.waits = False  # what it waited for has come, and it had no turn yet
        # Now, for to end the threads gives back what they hold.
        self._stuck = [
            _Stuck(t, t.blocker, holder(t), serves_a_pool(t))
            for t in standing_still(execution)
            if t.ready is not None and not t.ready()
        ]
        for stuck in self._stuck:
            beside = stuck.holder is stuck.thread
            stuck.holder = self._holding(stuck.holder, stuck.blocker)
            self._stand(stuck.thread)
            task = self._who(stuck.thread)
            if task is not stuck.thread:  # it stands still in a call, and all others with it
                task.op, task.blocker = stuck.thread.op, stuck.thread.blocker
                self._columns[task.index] = task
                self._standing[task.index] = self._standing[stuck.thread.index]
                stuck.thread = task
                stuck.loop = beside and stuck.holder is not task

    def created(self, primitive: object) -> None:
        """*primitive* is being made by the running thread."""
        self._names.made(primitive, sys._getframe(2))

    def taken(self, lock: object) -> None:
        """The running thread has got *lock*."""
        execution = state.execution
        assert execution is not None
        self._take(self._who(execution.running), lock, execution.running.place)
        last = self.trace.events[-1]
        if last.action == TRY.name:
            last.value = "taken"

    def taken_again(self, lock: RLock) -> None:
        """The running thread, which has *lock*, has taken it once more."""
        execution = state.execution
        assert execution is not None
        me, number = self._who(execution.running), lock._number
        event = Event(me.index, AGAIN, "", number, "", self.here())
        self._unnamed.append(_Unnamed(event, lock, list(self._held.get(me.index, ()))))
        self._taken.taken_again(lock, event, len(self.trace.events))

    def given_back_once(self, lock: RLock) -> None:
        """The running thread has given *lock* back, and still has it."""
        self._taken.given_back_once(lock, self.here())

    def given_back(self, lock: object) -> None:
        """*lock* is given back."""
        for held in self._held.values():
            if lock in held:
                held.remove(lock)
                return

    def here(self) -> Place | None:
        """The line of the program that the running thread is at."""
        frame: FrameType | None = caller_frame(self._files)
        return None if frame is None else place_of(frame)

    # -- called at the end ---------------------------------------------------------------------

    def finish(self, execution: Execution) -> Trace:
        """The trace of *execution*, which is over."""
        trace = self.trace
        for thread in execution.threads:
            self._settle(thread)
        verdict = execution.verdict
        if verdict is not None and verdict.error is not None:
            self._ends_with(verdict.error, execution)
        objects = [n.obj for n in self._unnamed] + [lock for n in self._unnamed for lock in n.held]
        objects += [s.blocker for s in self._stuck]
        names = self._names.of([*objects, *self._values.met.values()], self._items)
        nameless = self._values.nameless
        for thing in nameless.values():
            self._called.met(thing)

        def name(thing: int) -> str:
            if thing in nameless:
                return self._called.value(nameless[thing])
            return names.get(thing, "it")

        for unnamed in self._unnamed:
            event, obj = unnamed.event, unnamed.obj
            if type(obj) is VirtualThread:  # isinstance would ask the object
                event.target = obj.name
            elif type(obj) in _NAMED:
                event.target = _NAMED[type(obj)]
            elif event.part and event.part == event.target:
                event.target = self._called.attribute(obj, event.part)
            event.target = names.get(id(obj), event.target)
            event.held = tuple(names[id(lock)] for lock in unnamed.held if id(lock) in names)
            event.value = self._values.named(event.value, name)
        trace.error_held = () if self._last is None else self._last.held
        if verdict is not None and verdict.failed and verdict.error is None:
            trace.blocked = [self._blocked(stuck, names) for stuck in self._stuck]
            again = {id(s.blocker): self._taken.again(s.blocker) for s in self._stuck}
            trace.again = sorted((a for a in again.values() if a is not None), key=itemgetter(0))
        waiting = {i for i, s in self._standing.items() if s.waits and s.gets}
        beside = {i for i, s in self._standing.items() if s.waits and s.beside}
        if not execution.clock.exact:
            trace.overtaken = self._durations.overtaken
            trace.together = self._durations.together if execution.sees_time else None
        self._arrange(execution)
        waiting |= beside & trace.daemons  # such as one of the check's, that lasts as it does
        trace.idle = frozenset(t for t in waiting if t < len(trace.threads))
        if self._stacks is not None and verdict is not None and verdict.name == DATA_RACE:
            trace.race = self._stacks.race(execution)
        return trace

    # -- inside --------------------------------------------------------------------------------

    def _does(
        self,
        me: VirtualThread,
        op: Operation,
        name: str,
        peek: Callable[[], Any] | None,
        thread: VirtualThread,
        standing: _Standing,
    ) -> None:
        """Tell that *me*, in *thread*, does *op* to what its line calls *name*."""
        obj = thread.blocker or object_of(op, state.execution)
        event = Event(
            thread=me.index,
            action=op.kind.name,
            target=op.part if isinstance(op.part, str) else name,
            obj=number_of(op),
            part=part_of(op),
            place=standing.place,
            value=standing.item,
            call=standing.call,
            waited=standing.waits,
            alone=state.execution is not None and state.execution.apart == 0,
        )
        if op.kind in (DOWN, TRY_DOWN):
            event.within = standing.within
        if op.kind is NOTIFY:
            event.woken = sum(not waiter.notified for waiter in obj._treadle_waiters)
        elif op.kind in (TIMEOUT, IDLE_TIMEOUT) and thread.normal is not None:
            event.value = thread.normal.kind.name
        elif op.kind is SLEEP:
            event.value = f"{thread.asked_s:g} s"
        elif op.kind is GET:
            event.value = self._values.shown(lambda: obj._items[0])
        elif op.kind is TRY_DOWN:
            self._tried(event, obj)
        elif peek is not None:
            if op.kind.writes:
                thread.unsettled = (event, peek, contents(peek))
            else:
                event.value = self._values.shown(peek)
        self._tell(event, obj, me)

    def _name(self, op: Operation, thread: VirtualThread, program: FrameType | None) -> str:
        """What the line of *program*, at which *thread* is, calls what *op* is done to."""
        if isinstance(op.part, str):
            self._met(op, thread, program)
            return ""
        return name_in(program, object_of(op, state.execution))

    def _tell(self, event: Event, obj: Any, me: VirtualThread) -> None:
        self._unnamed.append(_Unnamed(event, obj, list(self._held.get(me.index, ()))))
        self.trace.events.append(event)

    def _entered(self, frame: FrameType | None) -> str:
        """The function by which somebody else has called the program, which is in *frame* now."""
        while frame is not None and (caller := self._caller(frame)) is not None:
            frame = caller
        return "" if frame is None else frame.f_code.co_qualname

    def _take(self, me: VirtualThread, lock: object, place: Place | None) -> None:
        self._held.setdefault(me.index, []).append(lock)
        self._taken.taken(lock, place)

    def _tried(self, event: Event, obj: Any) -> None:
        """Note whether there is something to take for somebody who does not wait for it."""
        if type(obj) is not SimpleQueue:
            event.value = "taken" if obj._free() else None
        elif obj._filled():
            event.action, event.value = GET.name, self._values.shown(lambda: obj._items[0])
        else:
            event.action = "find-empty"

    def _shown(self, peek: Callable[[], Any]) -> str | None:
        return self._values.shown(peek)

    def _holding(self, thread: VirtualThread | None, lock: object) -> VirtualThread | None:
        """Which task of *thread*, which holds *lock*, it is that holds it; or *thread* itself."""
        if thread is not None and thread.loop is not None:
            for index, held in self._held.items():
                if lock in held and index in self._columns:
                    return self._columns[index]
        return thread

    def _stand(self, me: VirtualThread) -> None:
        """Note where *me* stands, if it stands for a task."""
        where: Await | None = me.seen if type(me.seen) is Await else None
        if where is not None:
            self._columns[me.index] = me
            place = None if where.frame is None else place_of(where.frame)
            name = name_in(where.frame, where.obj)
            self._standing[me.index] = _Standing(place, where.call, True, names=(name,))

    def _met(self, op: Operation, thread: VirtualThread, program: FrameType | None) -> None:
        """*thread*, in the frame *program*, is about to access an attribute."""
        execution = state.execution
        owner = object_of(op, execution)
        if execution is not None and type(owner) is not Scope:
            main = execution.main
            frame = program
            if thread is not main:
                frame = None if main.greenlet is None else main.greenlet.gr_frame
            self._called.owns(owner, op.part, frame)

    def _blocked(self, stuck: _Stuck, names: dict[int, str]) -> Blocked:
        thread, blocker = stuck.thread, stuck.blocker
        standing = self._standing.get(thread.index, _Standing())
        return Blocked(
            thread=thread.index,
            action=thread.op.kind.name,
            target=blocker.name
            if isinstance(blocker, VirtualThread)
            else names.get(id(blocker), standing.names[0]),
            place=standing.place,
            holder=None if stuck.holder is None else stuck.holder.index,
            owned_at=self._taken.since(blocker),
            obj=number_of(thread.op),
            call=standing.call,
            worker=stuck.worker,
            loop=stuck.loop,
        )

    def _settle(self, thread: VirtualThread) -> None:
        """Look at what *thread* wrote, now that it has."""
        if thread.unsettled is not None:
            event, peek, before = thread.unsettled
            thread.unsettled = None
            event.value = self._values.shown(peek)
            if before is not None and before == contents(peek) and self._stacks is None:
                event.action, event.in_vain = READ.name, True


_NAMED: dict[type, str] = {Census: ALL_THREADS, EndOfMain: "the end of main"}
"""What no variable of the program holds."""


def _parts(op: Operation) -> tuple[Operation, ...]:
    """What is told of *op*: of a step that spins, not what it has read."""
    return (op,) if op.kind is SPIN else parts_of(op)
