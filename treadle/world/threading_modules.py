"""The modules `threading` and `_thread`, put together from our parts."""

from __future__ import annotations

import _thread as real_thread
import functools
import sys
import threading
from collections.abc import Callable
from types import ModuleType
from typing import Any
from weakref import WeakSet

from treadle import verdict as verdicts
from treadle.state import running_execution
from treadle.verdict import Verdict
from treadle.world import alive, raw_threads, shutdown, threads
from treadle.world.barrier import Barrier
from treadle.world.condition import Condition
from treadle.world.event import Event
from treadle.world.locks import TIMEOUT_MAX, Lock, RLock
from treadle.world.semaphores import BoundedSemaphore, Semaphore
from treadle.world.thread_local import local
from treadle.world.timer import Timer

# These are no types in Python either; like functions of C, they do not become methods of a class
# that keeps them, and have no frame in which an object could seem to be made.
_allocate_lock: Any = staticmethod(functools.partial(Lock))
_make_rlock: Any = staticmethod(functools.partial(RLock))
_make_lock = Lock if sys.version_info >= (3, 13) else _allocate_lock


class _Threading(ModuleType):
    """The module `threading`; what differs between executions is looked up in the census."""

    @property
    def excepthook(self) -> Callable[[Any], object]:
        return threads.census().excepthook or raw_threads.excepthook

    @excepthook.setter
    def excepthook(self, hook: Callable[[Any], object]) -> None:
        default = raw_threads.excepthook
        threads.census().excepthook = None if hook is default else hook

    @property
    def _main_thread(self) -> threads.Thread:
        return threads.main_thread()

    @property
    def _active(self) -> dict[int | None, threads.Thread]:
        return {thread.ident: thread for thread in alive.enumerate_threads()}

    @property
    def _limbo(self) -> dict[threads.Thread, threads.Thread]:
        return {}

    @property
    def _dangling(self) -> WeakSet[threads.Thread]:
        return WeakSet(alive.enumerate_threads())


def _hooks(kind: str) -> dict[str, Any]:
    """The functions that set and get a hook of *kind*, which is kept but never called.

    A debugger's or profiler's hook belongs to a thread of the operating system, and all virtual
    threads live in one.
    """

    def set_hook(func: Any) -> None:
        threads.census().tracing[kind] = func

    def get_hook() -> Any:
        return threads.census().tracing.get(kind)

    return {f"set{kind}": set_hook, f"get{kind}": get_hook, f"set{kind}_all_threads": set_hook}


def _interrupt_main(signum: int = 2, /) -> None:
    """`_thread.interrupt_main`: there are no signals in an exploration."""
    running_execution().stop(
        Verdict(
            verdicts.EXCEPTION,
            "signal",
            f"_thread.interrupt_main({signum}) simulates a signal, and an exploration has none",
        )
    )


_THREADING: dict[str, Any] = {
    "Thread": threads.Thread,
    "Timer": Timer,
    "Barrier": Barrier,
    "local": local,
    "Lock": _make_lock,
    "RLock": _make_rlock,
    "Condition": Condition,
    "Semaphore": Semaphore,
    "BoundedSemaphore": BoundedSemaphore,
    "Event": Event,
    "BrokenBarrierError": threading.BrokenBarrierError,
    "ThreadError": RuntimeError,
    "ExceptHookArgs": threading.ExceptHookArgs,
    "TIMEOUT_MAX": TIMEOUT_MAX,
    "current_thread": threads.current_thread,
    "currentThread": threads.currentThread,
    "main_thread": threads.main_thread,
    "get_ident": threads.get_ident,
    "get_native_id": threads.get_ident,
    "enumerate": alive.enumerate_threads,
    "active_count": alive.active_count,
    "activeCount": alive.activeCount,
    "stack_size": raw_threads.stack_size,
    **_hooks("trace"),
    **_hooks("profile"),
    "__excepthook__": raw_threads.excepthook,
    # What has a leading underscore is there because programs in the wild lean on it.
    "_register_atexit": shutdown.register_at_shutdown,
    "_shutdown": shutdown.end_threads,
    "_MainThread": threads.MainThread,
    "_DummyThread": threads.DummyThread,
    "_RLock": RLock,
    "_CRLock": RLock,
    "_PyRLock": RLock,
    "_allocate_lock": _allocate_lock,
    "_start_new_thread": raw_threads.start_new_thread,
    "__all__": threading.__all__,
    "__doc__": threading.__doc__,
}


def make_threading() -> ModuleType:
    """`threading`."""
    module = _Threading("threading")
    module.__dict__.update(_only_real(_THREADING, threading))
    return module


_THREAD: dict[str, Any] = {
    "allocate_lock": _allocate_lock,
    "allocate": _allocate_lock,
    "LockType": Lock,
    "lock": Lock,
    "RLock": RLock,
    "_local": local,
    "get_ident": threads.get_ident,
    "get_native_id": threads.get_ident,
    "start_new_thread": raw_threads.start_new_thread,
    "start_new": raw_threads.start_new_thread,
    "start_joinable_thread": raw_threads.start_joinable_thread,
    "daemon_threads_allowed": lambda: True,
    "interrupt_main": _interrupt_main,
    "stack_size": raw_threads.stack_size,
    "TIMEOUT_MAX": TIMEOUT_MAX,
    "error": RuntimeError,
    "exit": real_thread.exit,
    "exit_thread": real_thread.exit,
    "_ThreadHandle": raw_threads.ThreadHandle,
    "_count": raw_threads.count,
    "_excepthook": raw_threads.excepthook,
    "_ExceptHookArgs": threading.ExceptHookArgs,
    "_is_main_interpreter": lambda: True,
    "_get_main_thread_ident": lambda: threads.main_thread().ident,
    "__doc__": real_thread.__doc__,
}


def make_thread() -> ModuleType:
    """`_thread`."""
    module = ModuleType("_thread")
    module.__dict__.update(_only_real(_THREAD, real_thread))
    return module


def _only_real(contents: dict[str, Any], real: ModuleType) -> dict[str, Any]:
    """Of *contents*, what the module has in this version of Python."""
    return {name: value for name, value in contents.items() if hasattr(real, name)}
