"""`threading.Thread` and what goes with it, on virtual threads."""

from __future__ import annotations

import sys
import threading as real
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from treadle.ending import Unwind
from treadle.kernel import Execution
from treadle.operation import JOIN, READ, SET, WRITE, Kind, Operation, whole
from treadle.questions import IS_MAIN_DONE, WHO_IS_ALIVE, ask
from treadle.state import running_execution, state
from treadle.text import printable
from treadle.virtual_thread import VirtualThread
from treadle.world import starts
from treadle.world.census import Census
from treadle.world.primitive import deprecated
from treadle.world.thread_local import forget


def census() -> Census:
    """The threads of the execution under way."""
    execution = state.execution or running_execution()
    found: Census | None = execution.memory.get("census")
    if found is None:
        found = execution.memory["census"] = Census()
        main = MainThread.__new__(MainThread)
        main._adopt(execution.main, "MainThread", 0)
        execution.main.handle = main
    return found


class Thread:
    """`threading.Thread`.

    What leads to the kernel is neither in its `__dict__`, nor has a name that a program may use.
    """

    __slots__ = (
        "__dict__",
        "__weakref__",
        "_treadle_daemon_as",
        "_treadle_started_by",
        "_treadle_thread",
    )

    _treadle_thread: VirtualThread | None
    _treadle_started_by: VirtualThread | None
    _treadle_daemon_as: VirtualThread | None  # who made it, if it is a daemon for no other reason
    _daemonic: bool
    _number: int | None = None  # until it is initialised

    def __init__(
        self,
        group: None = None,
        target: Callable[..., object] | None = None,
        name: str | None = None,
        args: Iterable[Any] = (),
        kwargs: Mapping[str, Any] | None = None,
        *,
        daemon: bool | None = None,
        **later: Any,
    ) -> None:
        if later and (sys.version_info < (3, 14) or later.keys() != {"context"}):
            unknown = next(name for name in later if name != "context" or len(later) == 1)
            raise TypeError(f"Thread.__init__() got an unexpected keyword argument {unknown!r}")
        if group is not None:
            raise AssertionError("group argument must be None for now")
        execution = state.execution or running_execution()
        everyone = execution.memory.get("census") or census()
        if not name:
            everyone.unnamed += 1
            name = f"Thread-{everyone.unnamed}"
            if target is not None and hasattr(target, "__name__"):
                name = f"{name} ({target.__name__})"
        self._target = target
        self._args = args
        self._kwargs = {} if kwargs is None else kwargs
        self._name = str(name)
        self._context = later.get("context")
        if execution.running.handle is None:
            current_thread()  # from now on it is known by an object of its own
        maker = execution.running
        self._daemonic = maker.daemon if daemon is None else bool(daemon)
        self._treadle_daemon_as = maker if daemon is None and maker.daemon else None
        self._treadle_thread = self._treadle_started_by = None
        # Sets of threads are walked in the order of their hashes, so these must not be addresses.
        everyone.made += 1
        self._number = everyone.made

    def _adopt(self, thread: VirtualThread, name: str, number: int) -> None:
        """Be the program's object for *thread*, which was not started through it."""
        self._target, self._args, self._kwargs = None, (), {}
        self._name = name
        self._daemonic = thread.daemon
        self._treadle_thread, self._treadle_started_by = thread, None
        self._treadle_daemon_as = None
        self._number = number

    def __hash__(self) -> int:
        return hash(self._number)

    def __eq__(self, other: object) -> bool:
        return self is other

    def _initialised(self) -> None:
        if self._number is None:
            raise RuntimeError("Thread.__init__() not called")

    def start(self) -> None:
        """Start the thread. Raises RuntimeError the second time."""
        if self._number is None:
            raise RuntimeError("thread.__init__() not called")
        execution = state.execution or running_execution()
        starts.starts(execution, self)
        if self._treadle_thread is not None:
            raise RuntimeError("threads can only be started once")
        if census().no_more_starts:
            raise RuntimeError("can't create new thread at interpreter shutdown")
        comes_or_goes(execution)
        self._treadle_started_by = execution.running
        self._treadle_thread = execution.spawn(
            self._bootstrap, self._name, daemon=self._daemonic, handle=self
        )

    def run(self) -> None:
        """What the thread does; may be overridden."""
        try:
            if self._target is not None:
                self._target(*self._args, **self._kwargs)
        finally:
            del self._target, self._args, self._kwargs

    def _bootstrap(self) -> None:
        try:
            if self._context is not None:
                self._context.run(self.run)
            else:
                self.run()
        except Unwind:
            raise
        except SystemExit:
            comes_or_goes(running_execution(), ends=True)
            raise
        except BaseException as error:
            hook = census().excepthook
            if hook is None:
                raise
            hook(real.ExceptHookArgs((type(error), error, error.__traceback__, self)))
        finally:
            execution = state.execution
            if execution is not None and execution.running.locals is not None:
                forget()
        comes_or_goes(running_execution(), ends=True)

    def join(self, timeout: float | None = None) -> None:
        """Wait until the thread has ended, or *timeout* seconds."""
        if self._number is None:
            self._initialised()
        execution = state.execution
        if execution is not None and self._treadle_started_by is not execution.running:
            starts.ask(execution, self)
        thread = self._treadle_thread
        if thread is None:
            raise RuntimeError("cannot join thread before it is started")
        if execution is None:
            return  # a finaliser, when all is over
        if thread is execution.running:
            raise RuntimeError("cannot join current thread")
        if timeout is not None and timeout <= 0:
            if not self.is_alive():
                execution.joined(thread)
            return
        join(execution, thread, timeout)

    def is_alive(self) -> bool:
        """Whether the thread has been started and has not ended."""
        self._initialised()
        execution = state.execution
        if execution is None:
            return False
        starts.ask(execution, self)
        thread = self._treadle_thread
        if thread is None:
            return False
        execution.step(whole(READ, thread.obj))
        return not thread.finished

    @property
    def name(self) -> str:
        """The name, for people only."""
        self._initialised()
        return self._name

    @name.setter
    def name(self, name: str) -> None:
        self._initialised()
        self._name = str(name)
        if self._treadle_thread is not None:
            self._treadle_thread.name = printable(self._name)

    @property
    def daemon(self) -> bool:
        """Whether the program may end while the thread runs."""
        self._initialised()
        return self._daemonic

    @daemon.setter
    def daemon(self, daemonic: bool) -> None:
        self._initialised()
        if self._treadle_thread is not None:
            raise RuntimeError("cannot set daemon status of active thread")
        self._daemonic = bool(daemonic)
        self._treadle_daemon_as = None

    @property
    def ident(self) -> int | None:
        """The number of the thread, None before it is started."""
        self._initialised()
        if state.execution is not None:
            starts.ask(state.execution, self)
        return None if self._treadle_thread is None else self._treadle_thread.index + 1

    native_id = ident

    def isDaemon(self) -> bool:  # noqa: N802 - the old name in `threading`
        """The same as `daemon`."""
        deprecated("isDaemon()", "get the daemon attribute")
        _announce(READ, self, "daemon")
        return self.daemon

    def setDaemon(self, daemonic: bool) -> None:  # noqa: N802 - the old name in `threading`
        """Set `daemon`."""
        deprecated("setDaemon()", "set the daemon attribute")
        _announce(WRITE, self, "daemon")
        self.daemon = daemonic

    def getName(self) -> str:  # noqa: N802 - the old name in `threading`
        """The same as `name`."""
        deprecated("getName()", "get the name attribute")
        _announce(READ, self, "name")
        return self.name

    def setName(self, name: str) -> None:  # noqa: N802 - the old name in `threading`
        """Set `name`."""
        deprecated("setName()", "set the name attribute")
        _announce(WRITE, self, "name")
        self.name = name

    def __repr__(self) -> str:
        self._initialised()
        _announce(READ, self, "name")
        status = "initial"
        if self._treadle_thread is not None:
            status = "stopped" if self._treadle_thread.finished else "started"
        if self._daemonic:
            status += " daemon"
        if self._treadle_thread is not None:
            status += f" {self.ident}"
        return f"<{type(self).__name__}({self._name}, {status})>"


class MainThread(Thread):
    """Stands for the thread that runs the scenario.

    To others it has ended when its work is done, though it goes on to wait for all of them.
    """

    def join(self, timeout: float | None = None) -> None:
        """Wait until the main thread has nothing left to do, or *timeout* seconds."""
        execution, everyone = running_execution(), census()
        if execution.running is execution.main:
            raise RuntimeError("cannot join current thread")
        if timeout is not None and timeout <= 0:
            self.is_alive()
            return
        operation = whole(JOIN, _end_of_main())
        execution.block(operation, lambda: everyone.main_is_done, execution.main, timeout)

    def is_alive(self) -> bool:
        """Whether the main thread has something left to do."""
        running_execution().step(whole(READ, _end_of_main()))
        return not census().main_is_done


class DummyThread(Thread):
    """Stands for a thread that was started by `_thread.start_new_thread`."""

    def join(self, timeout: float | None = None) -> None:
        """Raise RuntimeError: nobody can wait for such a thread."""
        raise RuntimeError("cannot join a dummy thread")


def _announce(kind: Kind, thread: Thread, part: str) -> None:
    """Announce an access to an attribute of *thread* that goes by another name."""
    if state.active and state.execution is not None:
        state.execution.step(Operation(kind, state.execution.number(thread), part))


MainThread.__name__ = MainThread.__qualname__ = "_MainThread"
DummyThread.__name__ = DummyThread.__qualname__ = "_DummyThread"


def comes_or_goes(execution: Execution, *, ends: bool = False) -> None:
    """Announce that the running thread starts another one, or ends, to who counts all threads."""
    if WHO_IS_ALIVE in execution.questions:
        everyone = census()
        execution.step(Operation(WRITE, execution.number(everyone)))
        if ends:
            everyone.gone.add(execution.running.index)


def join(execution: Execution, thread: VirtualThread, timeout_s: float | None = None) -> None:
    """Wait until *thread* has ended, or *timeout_s* seconds."""
    if execution.block(_join_of(thread.obj), lambda: thread.finished, thread, timeout_s):
        execution.joined(thread)


@cache
def _join_of(number: int) -> Operation:
    return Operation(JOIN, number)


def _end_of_main() -> int:
    """The number of what stands for the end of the main thread."""
    execution, everyone = running_execution(), census()
    ask(execution, IS_MAIN_DONE)
    return execution.number(everyone.end_of_main)


def main_done() -> None:
    """Note that the main thread has nothing left to do."""
    execution, everyone = running_execution(), census()
    if IS_MAIN_DONE in execution.questions and not everyone.main_is_done:
        execution.step(whole(SET, execution.number(everyone.end_of_main)))
    everyone.main_is_done = True


def current_thread() -> Thread:
    """The thread that asks."""
    execution = running_execution()
    everyone = census()
    me = execution.running
    if me.handle is None:
        handle = DummyThread.__new__(DummyThread)
        everyone.made += 1
        handle._adopt(me, me.name, everyone.made)
        me.handle = handle
    found: Thread = me.handle
    return found


def currentThread() -> Thread:  # noqa: N802 - the old name in `threading`
    """The same as `current_thread`."""
    deprecated("currentThread()", "use current_thread()")
    return current_thread()


def main_thread() -> Thread:
    """The thread that runs the scenario."""
    census()
    found: Thread = running_execution().main.handle
    return found


def get_ident() -> int:
    """The number of the thread that asks; never 0."""
    return running_execution().running.index + 1
