"""Random small programs of two or three threads, and what they do when they are run.

A program is data, so that Hypothesis can write it and make it smaller: a list of bodies, one per
thread, each a list of actions. It is performed directly on the primitives of `treadle.world`; no
module is loaded and nothing is instrumented.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from queue import Empty
from typing import Any

from hypothesis import strategies as st

from treadle.kernel import Execution, running_execution
from treadle.operation import READ, WRITE, Kind, Operation
from treadle.world.condition import Condition
from treadle.world.event import Event
from treadle.world.locks import Lock, RLock
from treadle.world.semaphores import BoundedSemaphore, Semaphore
from treadle.world.simple_queue import SimpleQueue
from treadle.world.spinning import next_round
from treadle.world.threads import Thread

Action = tuple[Any, ...]
Body = tuple[Action, ...]


@dataclass(frozen=True)
class Program:
    """A program.

    Attributes:
        bodies: what each thread does.
        permits: what the semaphores start with.
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


class Run:
    """One execution of a program: its objects, and what its threads see."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.variables = {"x": Shared(), "y": Shared()}
        first: Lock | RLock = RLock() if program.reentrant else Lock()
        self.locks = {"l": first, "m": Lock()}
        self.conditions = {"c": Condition(first), "d": Condition()}
        self.semaphores = {
            "s": Semaphore(program.permits),
            "b": BoundedSemaphore(program.permits),
        }
        self.event = Event()
        self.queue = SimpleQueue()
        self.threads: list[Thread] = []
        self.seen: dict[str, list[Any]] = {}

    def scenario(self) -> None:
        """What the main thread does."""
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

    def _last(self, me: str) -> Any:
        found = self.seen.get(me)
        return found[-1] if found else None

    def _perform(self, me: str, action: Action, children: list[Thread]) -> None:
        try:
            getattr(self, "do_" + action[0])(me, children, *action[1:])
        except (RuntimeError, ValueError) as error:
            self._note(me, type(error).__name__)

    def _all(self, me: str, children: list[Thread], body: Body) -> None:
        for action in body:
            self._perform(me, action, children)

    def _access(self, kind: Kind, name: str, part: str | None) -> Shared:
        execution = running_execution()
        variable = self.variables[name]
        execution.step(Operation(kind, execution.number(variable), part))
        return variable

    # -- the actions ---------------------------------------------------------------------------

    def do_read(self, me: str, children: list[Thread], name: str, part: str | None) -> None:
        parts = self._access(READ, name, part).parts
        self._note(me, tuple(parts.values()) if part is None else parts[part])

    def do_write(self, me: str, children: list[Thread], name: str, part: str | None) -> None:
        parts = self._access(WRITE, name, part).parts
        value = f"{me}.{len(self.seen.get(me, ()))}"
        for each in parts if part is None else (part,):
            parts[each] = value

    def do_add(self, me: str, children: list[Thread], name: str) -> None:
        found = self._access(READ, name, "a").parts["a"]
        self._access(WRITE, name, "a").parts["a"] = (found if type(found) is int else 0) + 1

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
        self.queue.put(f"{me}.{len(self.seen.get(me, ()))}")

    def do_get(self, me: str, children: list[Thread], block: bool, timeout: float | None) -> None:
        try:
            self._note(me, self.queue.get(block, timeout))
        except Empty:
            self._note(me, None)

    def do_qsize(self, me: str, children: list[Thread]) -> None:
        self._note(me, self.queue.qsize())

    def do_sleep(self, me: str, children: list[Thread], seconds: float) -> None:
        running_execution().sleep(seconds)

    def do_loop(self, me: str, children: list[Thread], rounds: int, body: Body) -> None:
        execution = running_execution()
        for _ in range(rounds):
            next_round(execution, 3, sys._getframe())
            self._all(me, children, body)

    def do_fail(self, me: str, children: list[Thread]) -> None:
        if self._last(me):
            raise AssertionError(me)

    def do_spin(self, me: str, children: list[Thread], name: str, part: str | None) -> None:
        execution = running_execution()
        while True:
            next_round(execution, 1, sys._getframe())
            parts = self._access(READ, name, part).parts
            if any(parts.values()) if part is None else parts[part]:
                break
        self._note(me, "span")

    def do_spin_try(self, me: str, children: list[Thread], name: str) -> None:
        execution = running_execution()
        while True:
            next_round(execution, 2, sys._getframe())
            if self.locks[name].acquire(False):
                break
        self._note(me, "locked")
        self.locks[name].release()

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


# -- how programs are written --------------------------------------------------------------------

TOPICS = ("locks", "conditions", "semaphores", "event", "queue", "sleep", "threads", "if", "spin")
"""What a program may be about, besides memory."""


class _Writer:
    """Writes actions on few objects, so that threads have something to do with each other.

    Args:
        draw: Hypothesis' choice.
        topics: what the program is about.
        timeouts: what may be given as a timeout.

    """

    def __init__(self, draw: Any, topics: list[str], timeouts: list[float | None]) -> None:
        self._timeout = st.sampled_from(timeouts)
        self._topics = topics
        self._variables = st.sampled_from(draw(st.sampled_from(["x", "x", "xy"])))
        self._parts = st.sampled_from(draw(st.sampled_from([["a"], ["a"], ["a", "b", None]])))
        self._locks = st.sampled_from(draw(st.sampled_from(["l", "m", "lm"])))
        self._conditions = st.sampled_from(draw(st.sampled_from(["c", "c", "cd"])))
        self._semaphores = st.sampled_from(draw(st.sampled_from(["s", "s", "b", "sb"])))

    def body(self, depth: int, longest: int) -> st.SearchStrategy[Body]:
        """A body of at most *longest* actions, which hold others *depth* deep."""
        inner = self.body(depth - 1, 2) if depth else st.just(())
        kinds = [getattr(self, topic)(inner) for topic in ("memory", *self._topics)]
        # Half of the actions touch memory, so that it shows in which order things happened.
        return st.lists(st.one_of(kinds), min_size=int(depth > 0), max_size=longest).map(tuple)

    def memory(self, inner: st.SearchStrategy[Body]) -> Any:
        return _one(
            ("read", self._variables, self._parts),
            ("write", self._variables, self._parts),
            ("add", self._variables),
        )

    def locks(self, inner: st.SearchStrategy[Body]) -> Any:
        return _one(
            ("with", self._locks, inner),
            ("with", self._locks, inner),
            ("try", self._locks, self._timeout, inner),
            ("acquire", self._locks),
            ("release", self._locks),
            ("locked", self._locks),
        )

    def conditions(self, inner: st.SearchStrategy[Body]) -> Any:
        return _one(
            ("wait", self._conditions, self._timeout),
            ("wait_for", self._conditions, self._timeout),
            ("notify", self._conditions, st.sampled_from([1, 1, 2])),
            ("stray_notify", self._conditions),
        )

    def semaphores(self, inner: st.SearchStrategy[Body]) -> Any:
        return _one(
            ("down", self._semaphores),
            ("up", self._semaphores, st.sampled_from([1, 1, 2])),
            ("try_down", self._semaphores, self._timeout),
        )

    def event(self, inner: st.SearchStrategy[Body]) -> Any:
        return _one(("set",), ("clear",), ("is_set",), ("await", self._timeout))

    def queue(self, inner: st.SearchStrategy[Body]) -> Any:
        return _one(
            ("put",),
            ("put",),
            ("get", st.just(True), self._timeout),
            ("get", st.just(False), st.none()),
            ("qsize",),
        )

    def sleep(self, inner: st.SearchStrategy[Body]) -> Any:
        return _one(("sleep", st.sampled_from([1, 2])))

    def spin(self, inner: st.SearchStrategy[Body]) -> Any:
        return _one(("spin", self._variables, self._parts), ("spin_try", self._locks))

    def threads(self, inner: st.SearchStrategy[Body]) -> Any:
        return _one(
            ("spawn", inner),
            ("join", st.integers(0, 2), self._timeout),
            ("is_alive", st.integers(0, 2)),
        )

    def loop(self, inner: st.SearchStrategy[Body]) -> Any:
        return _one(("loop", st.integers(2, 4), inner))

    def fail(self, inner: st.SearchStrategy[Body]) -> Any:
        return _one(("fail",))

    def __getattr__(self, name: str) -> Any:
        if name != "if":
            raise AttributeError(name)
        return lambda inner: _one(("if", inner))


def _one(*actions: tuple[Any, ...]) -> Any:
    """One of *actions*, whose arguments are drawn."""
    return st.one_of([st.tuples(st.just(name), *arguments) for name, *arguments in actions])


@st.composite
def programs(
    draw: Any,
    timed: bool = False,
    daemons: bool = False,
    longest: int = 3,
    also: tuple[str, ...] = (),
) -> Program:
    """A program; a *timed* one may wait with timeouts, and sleeps; one may have *daemons*.

    Args:
        also: what else it is about.

    """
    topics = draw(st.lists(st.sampled_from(TOPICS), min_size=1, max_size=2, unique=True))
    topics += also
    if timed and "sleep" not in topics:
        topics.append("sleep")
    writer = _Writer(draw, topics, [None, 1, 1, 2, 0] if timed else [None])
    size = draw(st.sampled_from([2, 3]))
    body = writer.body(1, longest if size == 2 else max(longest - 1, 1))
    return Program(
        bodies=tuple(draw(body) for _ in range(size)),
        permits=draw(st.integers(0, 2)),
        # That a thread still holds the lock of a condition is not announced, and a plain lock may
        # be given back by another.
        reentrant={"locks", "conditions"} <= set(topics) or draw(st.booleans()),
        joins=tuple(draw(st.sampled_from([None, None, 1])) for _ in range(size)) if timed else (),
        daemons=draw(st.frozensets(st.integers(0, size - 1), min_size=1))
        if daemons
        else frozenset(),
    )
