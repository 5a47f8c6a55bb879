"""`threading.Thread` and what goes with it, on virtual threads."""

from __future__ import annotations

import itertools
import threading as real
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from treadle.kernel import Execution, Unwind, VirtualThread, running_execution
from treadle.operation import JOIN, READ, Operation
from treadle.world.primitives import Condition, Event


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
        if execution.block(
            Operation(JOIN, thread.obj), lambda: thread.finished, thread, wait_s
        ):
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


class Barrier:
    """`threading.Barrier`: nobody passes before *parties* threads have come.

    A generation fills, then drains; threads that come while one drains wait for the next. A
    breach (abort, timeout, failing action) lets everybody out with BrokenBarrierError.
    """

    def __init__(
        self, parties: int, action: Callable[[], object] | None = None, timeout: float | None = None
    ) -> None:
        if parties < 1:
            raise ValueError("parties must be >= 1")
        self._changed = Condition()
        self._parties = parties
        self._action = action
        self._timeout = timeout
        self._inside = 0
        self._phase = "filling"

    def wait(self, timeout: float | None = None) -> int:
        """Wait for the others; a number from 0 to parties - 1, different for each."""
        if timeout is None:
            timeout = self._timeout
        with self._changed:
            self._changed.wait_for(lambda: self._phase not in ("draining", "resetting"))
            self._intact()
            index = self._inside
            self._inside += 1
            try:
                if index + 1 == self._parties:
                    self._release()
                else:
                    in_time = self._changed.wait_for(lambda: self._phase != "filling", timeout)
                    if not in_time:
                        self._break()
                        raise real.BrokenBarrierError
                    if self._phase != "draining":
                        raise real.BrokenBarrierError
                return index
            finally:
                self._inside -= 1
                if self._inside == 0 and self._phase in ("draining", "resetting"):
                    self._phase = "filling"
                    self._changed.notify_all()

    def _intact(self) -> None:
        if self._phase == "broken":
            raise real.BrokenBarrierError

    def _release(self) -> None:
        try:
            if self._action is not None:
                self._action()
        except BaseException:
            self._break()
            raise
        self._phase = "draining"
        self._changed.notify_all()

    def _break(self) -> None:
        self._phase = "broken"
        self._changed.notify_all()

    def reset(self) -> None:
        """Start again; whoever waits gets BrokenBarrierError."""
        with self._changed:
            self._phase = "resetting" if self._inside else "filling"
            self._changed.notify_all()

    def abort(self) -> None:
        """Break the barrier for good."""
        with self._changed:
            self._break()

    @property
    def parties(self) -> int:
        """How many threads it takes."""
        return self._parties

    @property
    def n_waiting(self) -> int:
        """How many threads wait."""
        with self._changed:
            return self._inside if self._phase == "filling" else 0

    @property
    def broken(self) -> bool:
        """Whether the barrier is broken."""
        with self._changed:
            return self._phase == "broken"


class local:  # noqa: N801 - the name in `threading`
    """`threading.local`: an attribute dict of its own for each thread."""

    __slots__ = ("__dict__", "_treadle_arguments", "_treadle_dicts")

    def __new__(cls, *args: Any, **kwargs: Any) -> Any:
        """Make the object, and keep the arguments: `__init__` runs again in every thread."""
        if (args or kwargs) and cls.__init__ is object.__init__:
            raise TypeError("Initialization arguments are not supported")
        self = object.__new__(cls)
        object.__setattr__(self, "_treadle_arguments", (args, kwargs))
        own: dict[str, Any] = {}
        object.__setattr__(self, "_treadle_dicts", {running_execution().running: own})
        object.__setattr__(self, "__dict__", own)
        return self

    def __getattribute__(self, name: str) -> Any:
        _enter(self)
        return object.__getattribute__(self, name)

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "__dict__":
            raise AttributeError(f"{type(self).__name__!r} object attribute '__dict__' is read-only")
        _enter(self)
        object.__setattr__(self, name, value)

    def __delattr__(self, name: str) -> None:
        if name == "__dict__":
            raise AttributeError(f"{type(self).__name__!r} object attribute '__dict__' is read-only")
        _enter(self)
        object.__delattr__(self, name)


def _enter(self: local) -> None:
    """Make `__dict__` the one of the running thread."""
    dicts = object.__getattribute__(self, "_treadle_dicts")
    me = running_execution().running
    own = dicts.get(me)
    if own is None:
        own = dicts[me] = {}
        object.__setattr__(self, "__dict__", own)
        args, kwargs = object.__getattribute__(self, "_treadle_arguments")
        type(self).__init__(self, *args, **kwargs)
    object.__setattr__(self, "__dict__", own)


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
