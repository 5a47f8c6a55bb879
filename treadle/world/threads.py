"""`threading.Thread` and what goes with it, on virtual threads."""

from __future__ import annotations

import itertools
import threading as real
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from treadle.kernel import Execution, Unwind, running_execution
from treadle.operation import JOIN, READ, Operation
from treadle.virtual_thread import VirtualThread
from treadle.world.event import Event


class _Census:
    """The threads of one execution, as the program sees them."""

    def __init__(self, execution: Execution) -> None:
        self.made = itertools.count(1)
        self.unnamed = itertools.count(1)
        self.excepthook: Callable[[Any], object] | None = None
        self.at_exit: list[Callable[[], object]] = []
        main = _MainThread.__new__(_MainThread)
        main._adopt(execution.main, "MainThread", 0)
        execution.main.handle = main


def census() -> _Census:
    """The threads of the execution under way."""
    execution = running_execution()
    found: _Census | None = execution.memory.get("census")
    if found is None:
        found = execution.memory["census"] = _Census(execution)
    return found


class Thread:
    """`threading.Thread`."""

    _thread: VirtualThread | None

    def __init__(
        self,
        group: None = None,
        target: Callable[..., object] | None = None,
        name: str | None = None,
        args: Iterable[Any] = (),
        kwargs: Mapping[str, Any] | None = None,
        *,
        daemon: bool | None = None,
        context: Any = None,
    ) -> None:
        if group is not None:
            raise AssertionError("group argument must be None for now")
        everyone = census()
        if name is None:
            name = f"Thread-{next(everyone.unnamed)}"
            if target is not None and hasattr(target, "__name__"):
                name = f"{name} ({target.__name__})"
        self._target = target
        self._args = args
        self._kwargs = {} if kwargs is None else kwargs
        self._name = str(name)
        self._context = context
        self._daemonic = current_thread().daemon if daemon is None else bool(daemon)
        self._thread = None
        # Sets of threads are walked in the order of their hashes, so these must not be addresses.
        self._number = next(everyone.made)

    def _adopt(self, thread: VirtualThread, name: str, number: int) -> None:
        """Be the program's object for *thread*, which was not started through it."""
        self._target, self._args, self._kwargs = None, (), {}
        self._name = name
        self._daemonic = thread.daemon
        self._thread = thread
        self._number = number

    def __hash__(self) -> int:
        return hash(self._number)

    def __eq__(self, other: object) -> bool:
        return self is other

    def _initialised(self) -> None:
        if "_number" not in self.__dict__:
            raise RuntimeError("Thread.__init__() not called")

    def start(self) -> None:
        """Start the thread. Raises RuntimeError the second time."""
        if "_number" not in self.__dict__:
            raise RuntimeError("thread.__init__() not called")
        if self._thread is not None:
            raise RuntimeError("threads can only be started once")
        self._thread = running_execution().spawn(
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
        except (Unwind, SystemExit):
            raise
        except BaseException as error:
            hook = census().excepthook
            if hook is None:
                raise
            hook(real.ExceptHookArgs((type(error), error, error.__traceback__, self)))

    def join(self, timeout: float | None = None) -> None:
        """Wait until the thread has ended, or *timeout* seconds."""
        self._initialised()
        thread = self._thread
        if thread is None:
            raise RuntimeError("cannot join thread before it is started")
        execution = running_execution()
        if thread is execution.running:
            raise RuntimeError("cannot join current thread")
        wait_s = None if timeout is None else max(timeout, 0.0)
        if wait_s == 0:
            if not self.is_alive():
                execution.joined(thread)
            return
        if execution.block(Operation(JOIN, thread.obj), lambda: thread.finished, thread, wait_s):
            execution.joined(thread)

    def is_alive(self) -> bool:
        """Whether the thread has been started and has not ended."""
        self._initialised()
        thread = self._thread
        if thread is None:
            return False
        execution = running_execution()
        execution.step(Operation(READ, thread.obj))
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
        if self._thread is not None:
            self._thread.name = self._name

    @property
    def daemon(self) -> bool:
        """Whether the program may end while the thread runs."""
        self._initialised()
        return self._daemonic

    @daemon.setter
    def daemon(self, daemonic: bool) -> None:
        self._initialised()
        if self._thread is not None:
            raise RuntimeError("cannot set daemon status of active thread")
        self._daemonic = bool(daemonic)

    @property
    def ident(self) -> int | None:
        """The number of the thread, None before it is started."""
        self._initialised()
        return None if self._thread is None else self._thread.index + 1

    native_id = ident

    def isDaemon(self) -> bool:  # noqa: N802 - the old name in `threading`
        """The same as `daemon`."""
        return self.daemon

    def setDaemon(self, daemonic: bool) -> None:  # noqa: N802 - the old name in `threading`
        """Set `daemon`."""
        self.daemon = daemonic

    def getName(self) -> str:  # noqa: N802 - the old name in `threading`
        """The same as `name`."""
        return self.name

    def setName(self, name: str) -> None:  # noqa: N802 - the old name in `threading`
        """Set `name`."""
        self.name = name

    def __repr__(self) -> str:
        self._initialised()
        status = "initial"
        if self._thread is not None:
            status = "stopped" if self._thread.finished else "started"
        if self._daemonic:
            status += " daemon"
        if self._thread is not None:
            status += f" {self.ident}"
        return f"<{type(self).__name__}({self._name}, {status})>"


class _MainThread(Thread):
    pass


class _DummyThread(Thread):
    """Stands for a thread that was started by `_thread.start_new_thread`."""


class Timer(Thread):
    """`threading.Timer`: calls a function after a time, unless it is cancelled first."""

    def __init__(
        self,
        interval: float,
        function: Callable[..., object],
        args: Iterable[Any] | None = None,
        kwargs: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__()
        self.interval = interval
        self.function = function
        self.args = args if args is not None else []
        self.kwargs = kwargs if kwargs is not None else {}
        self.finished = Event()

    def cancel(self) -> None:
        """Do not call the function if it has not been called."""
        self.finished.set()

    def run(self) -> None:
        """Wait for the time to pass, then call the function."""
        self.finished.wait(self.interval)
        if not self.finished.is_set():
            self.function(*self.args, **self.kwargs)
        self.finished.set()


def current_thread() -> Thread:
    """The thread that asks."""
    execution = running_execution()
    everyone = census()
    me = execution.running
    if me.handle is None:
        handle = _DummyThread.__new__(_DummyThread)
        handle._adopt(me, me.name, next(everyone.made))
        me.handle = handle
    found: Thread = me.handle
    return found


def main_thread() -> Thread:
    """The thread that runs the scenario."""
    census()
    found: Thread = running_execution().main.handle
    return found


def get_ident() -> int:
    """The number of the thread that asks; never 0."""
    return running_execution().running.index + 1


def enumerate_threads() -> list[Thread]:
    """All threads that are alive."""
    census()
    alive = running_execution().alive
    return [t.handle for t in alive if t.handle is not None]


def active_count() -> int:
    """How many threads are alive."""
    return len(enumerate_threads())


def start_new_thread(
    function: Callable[..., object], args: tuple[Any, ...], kwargs: dict[str, Any] | None = None
) -> int:
    """Start a thread without an object of its own, and return its number."""
    if not callable(function):
        raise TypeError("first arg must be callable")
    if not isinstance(args, tuple):
        raise TypeError("2nd arg must be a tuple")
    execution = running_execution()
    number = next(census().unnamed)
    thread = execution.spawn(
        lambda: function(*args, **(kwargs or {})), f"Dummy-{number}", daemon=True
    )
    return thread.index + 1
