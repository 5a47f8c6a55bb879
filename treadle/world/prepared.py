"""The code of a program's modules, compiled and instrumented once for all executions."""

from __future__ import annotations

import contextlib
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType
from typing import NamedTuple

from treadle.instrument import Unseen, instrument
from treadle.source import read_source
from treadle.world.plain import imports_of_definitions


class Prepared(NamedTuple):
    """The code of a module, ready to be executed."""

    code: CodeType
    stored: frozenset[str]  # the attributes that it stores to
    imports: tuple[str, ...] | None = None  # see `imports_of_definitions`
    names_builtins: bool = True  # whether it may change what is built in, for it names it
    unseen: Unseen | None = None  # what it uses that no hook sees


_code: dict[tuple[str, int, int], Prepared] = {}


def instrumented(path: Path, name: str) -> Prepared:
    """What is made of the file *path*."""
    key = _key(path)
    found = _code.get(key)
    if found is None:
        source = read_source(path)
        done = instrument(source, str(path), name)
        imports = imports_of_definitions(source)
        found = Prepared(done.code, done.stored, imports, "builtins" in source, done.unseen)
        _code[key] = found
    return found


def as_it_is(path: Path, name: str) -> Prepared:
    """The code of the file *path* as Python has it, in the same form as `instrumented`.

    What its functions do to what threads share is seen by nobody.
    """
    code = SourceFileLoader(name, str(path)).get_code(name)
    assert code is not None, name
    defines = any(isinstance(constant, CodeType) for constant in code.co_consts)
    what = Unseen(f"what {name} does, which is not instrumented", 0)
    return Prepared(code, frozenset(), unseen=what if defines else None)


def prepare(path: Path, *, like: Prepared | None = None) -> Prepared | None:
    """Instrument the file *path* ahead, for processes that will be forked from this one.

    Args:
        path: of a module.
        like: what was returned for a file of the same name and content, which is quicker.

    Returns:
        What was made of it; None if nothing can be, which is left to whoever loads it to say.

    """
    with contextlib.suppress(Exception):
        if like is not None:
            _code[_key(path)] = like._replace(code=_moved(like.code, str(path)))
        return instrumented(path, path.stem)
    return None


def same_function(code: CodeType, module: CodeType) -> CodeType | None:
    """The code in that of *module* which was made of the same text as *code*; None if none was.

    Of several lambdas in one line it is the one whose body begins where that of *code* does.
    """
    waiting = [module]
    while waiting:
        inner = [c for c in waiting.pop().co_consts if isinstance(c, CodeType)]
        for each in inner:
            if _place(each) == _place(code) and not each.co_freevars:
                return each
        waiting += inner
    return None


def _place(code: CodeType) -> tuple[str, int, tuple[int, int]]:
    """Where the text of *code* is: its name, its line, and for a lambda where its body begins."""
    begin = (0, 0)
    if code.co_name == "<lambda>":
        places = [(p[0], p[2]) for p in code.co_positions() if p[3]]  # not of what has no width
        begin = min(((a, b) for a, b in places if a is not None and b is not None), default=begin)
    return code.co_qualname, code.co_firstlineno, begin


def _moved(code: CodeType, path: str) -> CodeType:
    """*code* as if it had been compiled from the file *path*."""
    constants = (_moved(c, path) if isinstance(c, CodeType) else c for c in code.co_consts)
    return code.replace(co_filename=path, co_consts=tuple(constants))


def _key(path: Path) -> tuple[str, int, int]:
    status = path.stat()
    return str(path), status.st_mtime_ns, status.st_size
