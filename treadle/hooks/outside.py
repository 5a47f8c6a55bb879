"""What a program does beyond the memory that its threads share: to files, and to the process.

A call that looks at files or at settings of the process, or changes them, is one step, and all
such steps depend on each other. But no step stands for what happens in the midst of such a call,
for what is done later with a file that was opened, or for what code does that is not instrumented
and not known. So of an execution with such a call beside other threads nothing is proved.
"""

from __future__ import annotations

import sys
from enum import Enum
from functools import partial
from operator import attrgetter, itemgetter, methodcaller
from types import (
    BuiltinFunctionType,
    FunctionType,
    MethodDescriptorType,
    ModuleType,
    WrapperDescriptorType,
)
from typing import Any

from treadle.hooks.access import Scope, announce
from treadle.hooks.memory import contents, defining, is_foreign
from treadle.operation import OUTSIDE, WRITE
from treadle.state import state
from treadle.unproved import unseen


class Reach(Enum):
    """How far a call reaches, of what no hook sees."""

    SEEN = "nothing but what is announced"
    ITSELF = "the object whose method it is"
    IN_STEPS = "the object, and others may come in its midst"
    KEPT = "what the object has under that name, which may be a function of C"
    UNKNOWN = "nobody knows what"
    OUTSIDE = "files, or settings of the process"


_PURE = frozenset(
    {
        *("None", "abc", "argparse", "array", "ast", "asyncio", "atexit", "base64", "binascii"),
        *("bisect", "builtins", "calendar", "cmath", "codecs", "collections", "concurrent"),
        *("contextlib", "contextvars", "copy", "copyreg", "csv", "ctypes", "dataclasses"),
        *("datetime", "decimal", "difflib", "enum", "errno", "fractions", "functools", "getpass"),
        *("graphlib", "greenlet", "hashlib", "heapq", "hmac", "html", "importlib", "inspect"),
        *("io", "ipaddress", "itertools", "json", "keyword", "logging", "math", "multiprocessing"),
        *("numbers", "operator", "pickle", "platform", "pprint", "pytest", "queue", "random", "re"),
        *("reprlib", "sched", "secrets", "shlex", "sre", "stat", "statistics", "string", "struct"),
        *("sys", "textwrap", "thread", "threading", "time", "token", "tokenize", "traceback"),
        *("treadle", "types", "typing", "unicodedata", "unittest", "urllib", "uuid", "warnings"),
        *("weakref", "zlib", "zoneinfo"),
    }
)
"""Modules whose functions keep nothing for themselves, or announce it, but for `_SETTINGS`."""

_UNCHANGING = frozenset(
    {
        *("abc", "asyncio", "builtins", "collections", "concurrent", "contextvars", "dataclasses"),
        *("datetime", "decimal", "enum", "fractions", "functools", "inspect", "ipaddress", "json"),
        *("logging", "multiprocessing", "numbers", "pytest", "queue", "sched", "statistics"),
        *("string", "textwrap", "threading", "traceback", "treadle", "types", "typing"),
        *("unittest", "uuid", "weakref", "zoneinfo"),
    }
)
"""Modules of those whose objects do not change, or are told of by other hooks."""

_AT_ONCE = frozenset({"random"})
"""Modules whose methods change their object in one call of C."""

_FILES = frozenset(
    {
        *("bz2", "dbm", "fcntl", "filecmp", "fileinput", "genericpath", "glob", "gzip"),
        *("linecache", "locale", "lzma", "mimetypes", "mmap", "msvcrt", "nt", "ntpath", "os"),
        *("pathlib", "posix", "posixpath", "resource", "select", "shelve", "shutil", "signal"),
        *("socket", "sqlite3", "subprocess", "tarfile", "tempfile", "gc", "zipfile"),
    }
)
"""Modules whose functions look at what all threads share with the system, but for `_OF_TEXT`."""

_OF_TEXT = frozenset(
    {
        *("basename", "commonpath", "commonprefix", "cpu_count", "dirname", "fsdecode", "fsencode"),
        *("fspath", "get_terminal_size", "getpid", "getppid", "isabs", "join", "normcase"),
        *("normpath", "process_cpu_count", "split", "splitdrive", "splitext", "splitroot"),
        *("strerror", "sysconf", "times", "urandom", "_exit", "abort"),
    }
)

_SETTINGS = {
    "builtins": {"input", "open"},
    "calendar": {"firstweekday", "setfirstweekday"},
    "codecs": {"lookup_error", "register", "register_error"},
    "contextlib": {"chdir"},
    "copyreg": {"add_extension", "pickle"},
    "csv": {"field_size_limit", "get_dialect", "register_dialect", "unregister_dialect"},
    "ctypes": {"memmove", "memset"},
    "io": {"open", "open_code"},
    "logging": {"addLevelName", "basicConfig", "captureWarnings", "disable"},
    "random": {"Random.seed", "Random.getstate", "Random.setstate"},
    "sys": {
        *("getrecursionlimit", "getswitchinterval", "setrecursionlimit", "setswitchinterval"),
        *("set_int_max_str_digits", "get_int_max_str_digits", "setprofile", "settrace"),
    },
    "unittest": {"patch"},
    "warnings": {"filterwarnings", "resetwarnings", "simplefilter"},
}
"""Functions of those modules that do look at settings of the process, or change them."""

_KEPT = frozenset(
    {
        *(BuiltinFunctionType, MethodDescriptorType, WrapperDescriptorType),
        *(attrgetter, itemgetter, methodcaller, partial),
    }
)
"""What a class may have for a method that is none of its own, or not asked of an object."""

_METHODS = {"abc": {"register"}, "calendar": {"setfirstweekday"}, "random": {"seed"}}


def reach_of(function: Any) -> Reach:
    """How far a call of *function* reaches that is not the program's."""
    if isinstance(function, type):
        return _of_making(function)
    if type(function) is FunctionType:
        if not is_foreign(function) or _of_a_check(function):
            return Reach.SEEN
    elif type(function) is not BuiltinFunctionType:
        return Reach.SEEN
    return _of(_module(function), function.__qualname__)


def _of_making(cls: type) -> Reach:
    """How far it reaches to make an object of *cls*."""
    for name in ("__new__", "__init__"):
        found = contents(defining(cls, name) or object)[name]
        maker = found.__func__ if isinstance(found, staticmethod) else found
        if type(maker) is not FunctionType or _module(maker) not in sys.modules:
            continue  # it is in C, or the library has made it of text, as of a named tuple
        if reach_of(maker) is Reach.UNKNOWN:
            return Reach.UNKNOWN
    return Reach.SEEN


def _of_a_check(function: FunctionType) -> bool:
    """Whether *function* stands in a file of checks, which tell by `treadle` what they share."""
    return getattr(function.__globals__.get("treadle"), "__name__", None) == "treadle"


def reach_of_method(obj: Any, name: str) -> Reach:
    """How far a call of the method *name* of *obj* reaches, if it is none of a collection."""
    cls = type(obj)
    if issubclass(cls, ModuleType):
        return reach_of(obj.__dict__.get(name))
    base = defining(cls, name)
    if base is None and issubclass(cls, type):
        base = defining(obj, name)
    if base is None:
        return Reach.KEPT
    found = contents(base)[name]
    if isinstance(found, staticmethod | classmethod):
        found = found.__func__
    if type(found) in _KEPT:
        return Reach.KEPT
    if type(found) is not FunctionType or not is_foreign(found) or _of_a_check(found):
        return Reach.SEEN
    module = _module(found)
    if module == "pathlib":
        return Reach.SEEN if base.__name__.startswith("PurePath") else Reach.OUTSIDE
    if name in _METHODS.get(module, ()):
        return Reach.OUTSIDE
    if found.__module__ == "unittest.mock":
        return Reach.UNKNOWN
    how = _of(module, name)
    wraps = found.__globals__.get("__name__") != base.__module__  # as `contextmanager` does
    if how is not Reach.SEEN or module in _UNCHANGING or wraps:
        return how
    return Reach.ITSELF if module in _AT_ONCE else Reach.IN_STEPS


def is_of_a_library(cls: type, name: str) -> bool:
    """Whether the method *name* of a collection of *cls* is of a library that is not known.

    It does nobody knows what: one in Python lets others come in its midst, and one in C may
    change by a look at one key what it has under others, as a cache does.
    """
    base = defining(cls, name)
    found = None if base is None else contents(base)[name]
    if isinstance(found, MethodDescriptorType | WrapperDescriptorType):
        return found.__objclass__.__module__.partition(".")[0] not in sys.stdlib_module_names
    return type(found) is FunctionType and reach_of(found) is Reach.UNKNOWN


def _of(module: str, name: str) -> Reach:
    if name in _SETTINGS.get(module, ()):
        return Reach.OUTSIDE
    if module in _PURE:
        return Reach.SEEN
    if module in _FILES:
        return Reach.SEEN if name in _OF_TEXT else Reach.OUTSIDE
    return Reach.UNKNOWN


def _module(function: Any) -> str:
    if type(function) is FunctionType:  # one that wraps another goes by the module of that
        module = function.__globals__.get("__name__")
    else:
        module = function.__module__
    return str(module).removeprefix("_").partition(".")[0]


def reaches(how: Reach, what: Any, method: str = "") -> None:
    """Announce a call of *what*, or its *method*, that reaches so far; threads are at work."""
    if how in (Reach.SEEN, Reach.KEPT, Reach.ITSELF, Reach.IN_STEPS):
        return
    name = str(getattr(what, "__name__", type(what).__name__))
    unseen(f"what {name}{method and f'.{method}'} does")
    if how is Reach.OUTSIDE:
        memory = state.execution.memory  # type: ignore[union-attr]
        announce(WRITE, memory.setdefault("outside", Scope()), OUTSIDE)
