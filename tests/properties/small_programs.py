"""Random small programs of two or three threads, and what they do when they are run.

A program is data: a list of bodies, one per thread, each a list of actions (see `writer.py`). It is
performed directly on the primitives of `treadle.world`, and its accesses to memory are announced by
the hooks that instrumented code calls; no module of its own is loaded.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, Full
from typing import Any

from treadle import hooks
from treadle.kernel import Execution
from treadle.operation import READ, WRITE, Kind, Operation, at_once
from treadle.passing_time import sleep
from treadle.spinning import next_round
from treadle.state import running_execution
from treadle.world import World
from treadle.world.barrier import Barrier
from treadle.world.condition import Condition
from treadle.world.event import Event
from treadle.world.locks import Lock, RLock
from treadle.world.semaphores import BoundedSemaphore, Semaphore
from treadle.world.simple_queue import SimpleQueue
from treadle.world.thread_local import local
from treadle.world.threads import Thread
from treadle.world.timer import Timer

Action = tuple[Any, ...]
Body = tuple[Action, ...]

HOOKS = {name: hook for name, hook in hooks.make(set()).items() if "treadle" in name}
QUEUE = World(Path(__file__).parent).module("queue")
"""The real module `queue`, on our primitives."""


@dataclass(frozen=True)
class Program:
    """A program.

    Attributes:
        bodies: what each thread does.
        permits: what the semaphores start with, and the room in the queue.
        reentrant: whether the first lock is an RLock.
        joins: the timeout in seconds with which main joins each thread; None for none.
        daemons: which of the threads are daemons.

    """

    bodies: tuple[Body, ...]
    permits: int = 0
    reentrant: bool = False
    joins: tuple[float | None, ...] = ()
    daemons: frozenset[int] = frozenset()

    @property
    def ends_matter(self) -> bool:
        """Whether it can be told when a thread has ended, other than by waiting for it."""
        text = repr(self.bodies)
        return bool(self.daemons or any(self.joins)) or "'join'" in text or "'is_alive'" in text


class Shared:
    """A variable in two parts, `a` and `b`."""

    def __init__(self) -> None:
        self.parts: dict[str, Any] = {"a": None, "b": None}


class Gate:
    """A lock of the program's own making, of which a condition only knows two methods."""

    def __init__(self) -> None:
        self._lock = Lock()

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        return self._lock.acquire(blocking, timeout)

    def release(self) -> None:
        self._lock.release()

    def __enter__(self) -> bool:
        return self.acquire()

    def __exit__(self, *error: object) -> None:
        self.release()


class Run:
    """One execution of a program: its objects, and what its threads see."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.variables = {"x": Shared(), "y": Shared()}
        first: Lock | RLock = RLock() if program.reentrant else Lock()
        gate = Gate()
        self.locks = {"l": first, "m": Lock(), "g": gate}
        self.conditions = {"c": Condition(first), "d": Condition(), "e": Condition(gate)}
        self.semaphores = {
            "s": Semaphore(program.permits),
            "b": BoundedSemaphore(program.permits),
        }
        self.event = Event()
        self.barrier = Barrier(2)
        self.simple_queue = SimpleQueue()
        self.queue = QUEUE.Queue(program.permits)
        self.table: dict[str, Any] = {"a": None, "b": None}
        self.items: list[Any] = []
        self.threads: list[Thread] = []
        self.seen: dict[str, list[Any]] = {}

    def scenario(self) -> None:
        """What the main thread does."""
        self.local = local()
        daemons = self.program.daemons
        for number, body in enumerate(self.program.bodies):
            self.threads.append(self._thread(f"t{number}", body, number in daemons))
        for thread in self.threads:
            thread.start()
        joins = self.program.joins or (None,) * len(self.threads)
        for number, (thread, timeout) in enumerate(zip(self.threads, joins, strict=False)):
            if number not in daemons:
                thread.join(timeout)
                if timeout is not None:
                    self._note("main", thread.is_alive())

    def outcome(self, execution: Execution) -> Any:
        """What can be seen of *execution* when it is over."""
        assert execution.verdict is not None
        names = {id(o): n for n, o in (*self.locks.items(), *self.conditions.items())}
        waiting = [
            (t.name, (t.normal or t.op).kind.name, names.get(id(t.blocker), ""))
            for t in execution.alive
            if execution.verdict.failed
        ]
        values = [tuple(v.parts.values()) for v in self.variables.values()]
        values += [tuple(self.table.values()), tuple(self.items)]
        seen = sorted((name, tuple(found)) for name, found in self.seen.items())
        return execution.verdict.name, tuple(sorted(waiting)), tuple(values), tuple(seen)

    # -- inside --------------------------------------------------------------------------------

    def _thread(self, name: str, body: Body, daemon: bool = False) -> Thread:
        def live() -> None:
            children: list[Thread] = []
            for action in body:
                self._perform(name, action, children)

        return Thread(target=live, name=name, daemon=daemon)

    def _note(self, me: str, what: Any) -> None:
        self.seen.setdefault(me, []).append(what)

    def _value(self, me: str) -> str:
        """A value that nobody else writes."""
        return f"{me}.{len(self.seen.get(me, ()))}"

    def _last(self, me: str) -> Any:
        found = self.seen.get(me)
        return found[-1] if found else None

    def _perform(self, me: str, action: Action, children: list[Thread]) -> None:
        try:
            getattr(self, "do_" + action[0])(me, children, *action[1:])
        except (RuntimeError, ValueError, IndexError, Empty, Full) as error:
            self._note(me, type(error).__name__)

    def _all(self, me: str, children: list[Thread], body: Body) -> None:
        for action in body:
            self._perform(me, action, children)

    def _access(self, kind: Kind, name: str, part: str | None) -> Shared:
        execution = running_execution()
        variable = self.variables[name]
        execution.step(Operation(kind, execution.number(variable), part))
        return variable

    def _at_once(self, *accesses: tuple[Kind, object, str | None]) -> None:
        execution = running_execution()
        execution.step(
            at_once([Operation(kind, execution.number(o), part) for kind, o, part in accesses])
        )

    # -- the actions ---------------------------------------------------------------------------

    def do_read(self, me: str, children: list[Thread], name: str, part: str | None) -> None:
        parts = self._access(READ, name, part).parts
        self._note(me, tuple(parts.values()) if part is None else parts[part])

    def do_write(self, me: str, children: list[Thread], name: str, part: str | None) -> None:
        parts = self._access(WRITE, name, part).parts
        value = self._value(me)
        for each in parts if part is None else (part,):
            parts[each] = value

    def do_add(self, me: str, children: list[Thread], name: str) -> None:
        found = self._access(READ, name, "a").parts["a"]
        self._access(WRITE, name, "a").parts["a"] = (found if type(found) is int else 0) + 1

    def do_look(self, me: str, children: list[Thread], name: str, part: str) -> None:
        """Read something and all items, at once."""
        variable = self.variables[name]
        self._at_once((READ, variable, part), (READ, self.items, None))
        self._note(me, (variable.parts[part], *self.items))

    def do_copy(self, me: str, children: list[Thread], name: str, part: str) -> None:
        """Write one variable, and read the other, at once."""
        target, source = self.variables[name], self.variables["xy".replace(name, "")]
        self._at_once((READ, source, part), (WRITE, target, part))  # as the hooks sort them
        target.parts[part] = f"{source.parts[part]} by {self._value(me)}"

    def do_load(self, me: str, children: list[Thread], key: str) -> None:
        self._note(me, HOOKS["__treadle_item__"](self.table, key)[key])

    def do_store(self, me: str, children: list[Thread], key: str) -> None:
        HOOKS["__treadle_setitem__"](self.table, key)[key] = self._value(me)

    def do_append(self, me: str, children: list[Thread]) -> None:
        HOOKS["__treadle_method__"](self.items, "append").append(self._value(me))

    def do_pop(self, me: str, children: list[Thread]) -> None:
        self._note(me, HOOKS["__treadle_method__"](self.items, "pop").pop())

    def do_length(self, me: str, children: list[Thread]) -> None:
        self._note(me, len(HOOKS["__treadle_whole__"](self.items)))

    def do_walk(self, me: str, children: list[Thread]) -> None:
        for item in HOOKS["__treadle_iter__"](self.items):
            self._note(me, item)

    def do_keep(self, me: str, children: list[Thread]) -> None:
        self.local.value = self._value(me)

    def do_recall(self, me: str, children: list[Thread]) -> None:
        self._note(me, getattr(self.local, "value", None))

    def do_if(self, me: str, children: list[Thread], body: Body) -> None:
        if self._last(me):
            self._all(me, children, body)

    def do_with(self, me: str, children: list[Thread], name: str, body: Body) -> None:
        with self.locks[name]:
            self._all(me, children, body)

    def do_acquire(self, me: str, children: list[Thread], name: str) -> None:
        self.locks[name].acquire()

    def do_release(self, me: str, children: list[Thread], name: str) -> None:
        self.locks[name].release()

    def do_locked(self, me: str, children: list[Thread], name: str) -> None:
        self._note(me, self.locks[name].locked())

    def do_try(
        self, me: str, children: list[Thread], name: str, timeout: float | None, body: Body
    ) -> None:
        lock = self.locks[name]
        taken = lock.acquire(False) if timeout is None else lock.acquire(timeout=timeout)
        self._note(me, taken)
        if taken:
            self._all(me, children, body)
            lock.release()

    def do_wait(self, me: str, children: list[Thread], name: str, timeout: float | None) -> None:
        with self.conditions[name] as _:
            self._note(me, self.conditions[name].wait(timeout))

    def do_wait_for(
        self, me: str, children: list[Thread], name: str, timeout: float | None
    ) -> None:
        def written() -> bool:
            return self._access(READ, "x", "a").parts["a"] is not None

        with self.conditions[name]:
            self._note(me, self.conditions[name].wait_for(written, timeout))

    def do_notify(self, me: str, children: list[Thread], name: str, n: int) -> None:
        with self.conditions[name]:
            self.conditions[name].notify(n)

    def do_stray_notify(self, me: str, children: list[Thread], name: str) -> None:
        self.conditions[name].notify()

    def do_down(self, me: str, children: list[Thread], name: str) -> None:
        self.semaphores[name].acquire()

    def do_try_down(
        self, me: str, children: list[Thread], name: str, timeout: float | None
    ) -> None:
        semaphore = self.semaphores[name]
        found = semaphore.acquire(False) if timeout is None else semaphore.acquire(timeout=timeout)
        self._note(me, found)

    def do_up(self, me: str, children: list[Thread], name: str, n: int) -> None:
        self.semaphores[name].release(n)

    def do_set(self, me: str, children: list[Thread]) -> None:
        self.event.set()

    def do_clear(self, me: str, children: list[Thread]) -> None:
        self.event.clear()

    def do_await(self, me: str, children: list[Thread], timeout: float | None) -> None:
        self._note(me, self.event.wait(timeout))

    def do_is_set(self, me: str, children: list[Thread]) -> None:
        self._note(me, self.event.is_set())

    def do_put(self, me: str, children: list[Thread]) -> None:
        self.simple_queue.put(self._value(me))

    def do_get(self, me: str, children: list[Thread], block: bool, timeout: float | None) -> None:
        self._note(me, self.simple_queue.get(block, timeout))

    def do_size(self, me: str, children: list[Thread]) -> None:
        self._note(me, self.simple_queue.qsize())

    def do_queue(self, me: str, children: list[Thread], method: str, *how: Any) -> None:
        value = (self._value(me),) if method == "put" else ()
        self._note(me, getattr(self.queue, method)(*value, *how))

    def do_barrier(self, me: str, children: list[Thread], method: str, *how: Any) -> None:
        found = getattr(self.barrier, method)
        self._note(me, found(*how) if callable(found) else found)

    def do_sleep(self, me: str, children: list[Thread], seconds: float) -> None:
        sleep(running_execution(), seconds)

    def do_loop(self, me: str, children: list[Thread], rounds: int, body: Body) -> None:
        execution = running_execution()
        for _ in range(rounds):
            next_round(execution, 3, 0, sys._getframe())
            self._all(me, children, body)

    def do_fail(self, me: str, children: list[Thread]) -> None:
        if self._last(me):
            raise AssertionError(me)

    def do_spin(self, me: str, children: list[Thread], name: str, part: str | None) -> None:
        execution = running_execution()
        while True:
            next_round(execution, 1, 0, sys._getframe())
            parts = self._access(READ, name, part).parts
            if any(parts.values()) if part is None else parts[part]:
                break
        self._note(me, "span")

    def do_spin_try(self, me: str, children: list[Thread], name: str) -> None:
        execution = running_execution()
        while True:
            next_round(execution, 2, 0, sys._getframe())
            if self.locks[name].acquire(False):
                break
        self._note(me, "locked")
        self.locks[name].release()

    def do_timer(self, me: str, children: list[Thread], seconds: float, body: Body) -> None:
        name = f"{me}.{len(children)}"
        timer = Timer(seconds, self._all, (name, [], body))
        timer.name = name
        children.append(timer)
        timer.start()

    def do_cancel(self, me: str, children: list[Thread]) -> None:
        for thread in children:
            if isinstance(thread, Timer):
                thread.cancel()

    def do_spawn(self, me: str, children: list[Thread], body: Body) -> None:
        child = self._thread(f"{me}.{len(children)}", body)
        children.append(child)
        child.start()

    def do_join(self, me: str, children: list[Thread], which: int, timeout: float | None) -> None:
        known = children or self.threads
        thread = known[which % len(known)]
        thread.join(timeout)
        if timeout is not None:
            self._note(me, thread.is_alive())

    def do_is_alive(self, me: str, children: list[Thread], which: int) -> None:
        known = children or self.threads
        self._note(me, known[which % len(known)].is_alive())
