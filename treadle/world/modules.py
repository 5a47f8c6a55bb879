"""The modules that a program in the world gets in place of Python's own.

Three sorts: `threading` and what lies under it are ours; `time`, `random`, `os`, `atexit` and the
like are Python's with the parts replaced that would bring in chance, real time, or the end of the
process; `queue`, `concurrent.futures`, `logging` and the like are the real source of this Python
version, executed in the world, where `import threading` answers ours (see `treadle.world`).
"""

from __future__ import annotations

import builtins
import functools
import importlib
import importlib.util
import inspect
import multiprocessing
import os
import queue
import runpy
import weakref
from collections.abc import Callable
from types import CodeType, ModuleType
from typing import Any

from treadle import verdict as verdicts
from treadle.state import running_execution
from treadle.verdict import Verdict
from treadle.world import chance, shutdown
from treadle.world.cached_property import cached_property
from treadle.world.lru_cache import cache, lru_cache
from treadle.world.signals import make_signal
from treadle.world.simple_queue import SimpleQueue
from treadle.world.threading_modules import make_thread, make_threading
from treadle.world.time_module import make_time

PROCESSORS = 4
"""How many processors there are; the size of a pool of threads depends on it."""

FROM_SOURCE = frozenset(
    {
        "queue",
        "sched",
        "concurrent",
        "concurrent.futures",
        "concurrent.futures._base",
        "concurrent.futures.thread",
        "logging",
        "logging.handlers",
        "logging.config",
        "_threading_local",
        "multiprocessing.dummy",
        "multiprocessing.dummy.connection",
        "multiprocessing.pool",
        "multiprocessing.util",
        "pkgutil",
        "code",
        "codeop",
        "timeit",
    }
)
"""Modules of the standard library whose real source is executed in the world."""


def _module(name: str, contents: dict[str, Any], base: ModuleType | None = None) -> ModuleType:
    module = ModuleType(name)
    if base is not None:
        module.__dict__.update(base.__dict__)
    module.__dict__.update(contents)
    return module


def make_queue_accelerator() -> ModuleType:
    """`_queue`, the C part of `queue`."""
    return _module("_queue", {"SimpleQueue": SimpleQueue, "Empty": queue.Empty})


_ENDS = ("_exit", "abort", "kill", "killpg")
_BECOMES = tuple(f"exec{how}" for how in ("l", "le", "lp", "lpe", "v", "ve", "vp", "vpe"))
"""Functions of `os` after which there is no process any more, or another program in its place."""


def _fork(*args: Any) -> None:
    running_execution().stop(
        Verdict(
            verdicts.UNCONTROLLED_BLOCK,
            "fork",
            "os.fork() copies the whole process, which cannot be explored; "
            "run the program as a program instead",
        )
    )


def make_os(real: ModuleType = os) -> ModuleType:
    """`os`, or what is under it, without the ways to end, copy or gag this process."""

    def ends_process(name: str) -> Callable[..., None]:
        def refuse(*args: Any) -> None:
            running_execution().stop(
                Verdict(
                    verdicts.EXCEPTION,
                    "process ended",
                    f"os.{name}() ends the whole process at once, and the checks with it",
                )
            )

        return refuse

    contents: dict[str, Any] = {n: ends_process(n) for n in (*_ENDS, *_BECOMES)}
    contents |= {"fork": _fork, "forkpty": _fork, "close": _close, "urandom": chance.urandom}
    contents |= {n: lambda: PROCESSORS for n in ("cpu_count", "process_cpu_count")}
    contents |= {n: getattr(os, n) for n in ("chdir", "fchdir") if hasattr(real, n)}
    module = _module(real.__name__, contents, real)
    if hasattr(module, "register_at_fork"):
        del module.register_at_fork
    return module


def make_pty() -> ModuleType:
    """`pty`, which forks by an `os` of its own."""
    return _module("pty", {"fork": _fork, "spawn": _fork}, importlib.import_module("pty"))


def _close(fd: int) -> None:
    if fd not in STANDARD_STREAMS:
        os.close(fd)


STANDARD_STREAMS = (0, 1, 2)
"""Files of the process that the program does not own."""


def make_atexit() -> ModuleType:
    """`atexit`: what is registered in an execution is called at its end."""
    import atexit

    return _module(
        "atexit",
        {
            "register": shutdown.register_at_exit,
            "unregister": shutdown.unregister_at_exit,
            "_run_exitfuncs": shutdown.run_at_exit,
        },
        atexit,
    )


def make_weakref() -> ModuleType:
    """`weakref`, whose `finalize` is called when the program ends, and not with this process."""
    of_program = {"atexit": make_atexit()}

    def imported(name: str, *args: Any) -> ModuleType:
        return of_program.get(name) or __import__(name, *args)

    contents = vars(weakref) | {"__builtins__": {**vars(builtins), "__import__": imported}}
    exec(_finalize(), contents)
    return _module("weakref", {"finalize": contents["finalize"]}, weakref)


@functools.cache
def _finalize() -> CodeType:
    """The class as it stands in the library."""
    return compile(inspect.getsource(weakref.finalize), weakref.__file__, "exec")


def make_importlib() -> ModuleType:
    """`importlib`, whose functions answer as the statement `import` does."""

    def import_module(name: str, package: str | None = None) -> ModuleType:
        if name.startswith("."):
            name = importlib.util.resolve_name(name, package)
        found: ModuleType = running_execution().memory["world"].module(name)
        return found

    def reload(module: ModuleType) -> ModuleType:
        world = running_execution().memory["world"]
        world.makes_code()  # what others hold of it is as it was, and no hook sees that
        if not world.reload(module):
            importlib.reload(module)
        return module

    contents = {
        "import_module": import_module,
        "reload": reload,
        "util": make_importlib_util(),
    }
    return _module("importlib", contents, importlib)


def _loading(real: ModuleType, *names: str) -> ModuleType:
    """*real*, whose functions of these *names* bring in code that is not of the world."""

    def loading(function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def load(*args: Any, **kwargs: Any) -> Any:
            running_execution().memory["world"].makes_code()
            return function(*args, **kwargs)

        return load

    return _module(real.__name__, {n: loading(getattr(real, n)) for n in names}, real)


def make_importlib_util() -> ModuleType:
    """`importlib.util`, which can load a module aside from `import`."""
    return _loading(importlib.util, "module_from_spec")


def make_runpy() -> ModuleType:
    """`runpy`, which runs a file as a program."""
    return _loading(runpy, "run_path", "run_module")


def make_multiprocessing() -> ModuleType:
    """`multiprocessing`: processes are real, what it does with threads is in the world."""
    module = _module("multiprocessing", {}, multiprocessing)
    for name in ("dummy", "pool", "util"):
        module.__dict__.pop(name, None)
    return module


def make_functools() -> ModuleType:
    """`functools`, where what is cached is seen."""
    ours = {"cached_property": cached_property, "lru_cache": lru_cache, "cache": cache}
    return _module("functools", ours, functools)


MADE: dict[str, Callable[[], ModuleType]] = {
    "threading": make_threading,
    "_thread": make_thread,
    "_queue": make_queue_accelerator,
    "time": make_time,
    "random": chance.make_random,
    "secrets": chance.make_secrets,
    "uuid": chance.make_uuid,
    "os": make_os,
    os.name: lambda: make_os(importlib.import_module(os.name)),  # "posix" or "nt"
    "pty": make_pty,
    "signal": make_signal,
    "atexit": make_atexit,
    "weakref": make_weakref,
    "importlib": make_importlib,
    "importlib.util": make_importlib_util,
    "runpy": make_runpy,
    "multiprocessing": make_multiprocessing,
    "functools": make_functools,
}
"""How each module that is ours is made."""

STATEFUL = frozenset({"random", "multiprocessing", "weakref"})
"""Those of them that must be made afresh for every execution that imports them."""

REAL_NAMES: dict[str, tuple[str, ...]] = {
    "queue": ("Full", "ShutDown"),
    "concurrent.futures._base": (
        "Error",
        "CancelledError",
        "TimeoutError",
        "InvalidStateError",
        "BrokenExecutor",
    ),
    "concurrent.futures.thread": ("BrokenThreadPool",),
}
"""Exceptions that stay Python's own, so that a check outside the world can catch them."""
