"""A test of one's own, in the world: loaded afresh for each execution.

What `unittest` and pytest would do around a method (`setUp`, `setup_method` and the like) is done
anew inside, for that is where people make the objects that their threads share.
"""

from __future__ import annotations

import functools
import inspect
import sys
import unittest
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from treadle.arguments import NotExplorable, at, inside, refuse
from treadle.world import World


def own_test(
    test: Callable[..., object],
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
    modules: Sequence[str],
) -> tuple[World, Callable[[], object]]:
    """The world of *test*, and what to run in it.

    Args:
        test: the function that was decorated.
        args: its arguments; the first is the object, if it is a method.
        kwargs: its arguments by name.
        modules: names of the modules and packages to instrument besides its own.

    Raises:
        NotExplorable: if it is defined inside a function, or is a class method, there is no module
            of one of the names, or an argument is an object of an instrumented class.

    """
    if "<locals>" in test.__qualname__:
        raise NotExplorable(
            f"{test.__name__} is defined inside a function; a test that is explored has to stand "
            "in its module, or in a class there, so that it can be loaded for each schedule"
        )
    path = Path(inspect.getfile(inspect.unwrap(test)))
    package = test.__module__.rpartition(".")[0]
    around = [package.partition(".")[0]] if package else []
    world = World(path.parent, [*modules, *around])
    for module_name in modules:
        if not world.knows(module_name):
            raise NotExplorable(
                f"{test.__name__} is to explore the module {module_name!r}, and there is none; "
                "modules takes names as they stand in an import, of what is installed here"
            )
    is_method = "." in test.__qualname__
    if is_method and args and isinstance(args[0], type):
        raise NotExplorable(
            f"{test.__qualname__} is a class method; a test in a class is a plain method, with self"
        )
    if is_method and isinstance(args[0], unittest.IsolatedAsyncioTestCase):
        raise NotExplorable(
            f"{test.__qualname__} is in an IsolatedAsyncioTestCase, which brings a loop of its "
            "own; write it as a function, async def, and it gets a loop of the exploration"
        )
    for name, value in (*enumerate(args[is_method:], 1), *kwargs.items()):
        refuse(world, test, name, value)

    def scenario() -> object:
        module = world.load(path, test.__module__)
        given = [inside(world, value) for value in args[is_method:]]
        named = {name: inside(world, value) for name, value in kwargs.items()}
        if not is_method:
            function = _explored(module, test.__name__)
            with (
                _around(module, "setup_module", module),
                _around(module, "setup_function", function),
            ):
                return function(*given, **named)
        cls = at(module, test.__qualname__.rpartition(".")[0])
        function = _explored(cls, test.__name__)
        run = _in_unittest if issubclass(cls, unittest.TestCase) else _in_class
        with _around(module, "setup_module", module):
            return run(cls, args[0], functools.partial(function, *given, **named))

    return world, scenario


def warn_of_unexplored(world: World, test: Callable[..., object], modules: Sequence[str]) -> None:
    """Warn of each of *modules* that is there, but has not been loaded in the *world* of *test*."""
    code = inspect.unwrap(test).__code__
    for name in modules:
        if name in sys.modules and not world.has_loaded(name):
            warnings.warn_explicit(
                f"{test.__name__} is to explore {name}, and has run nothing of it: nobody in the "
                "test imports it but a module that is not explored. Name that one as well, or all "
                "of its package.",
                UserWarning,
                code.co_filename,
                code.co_firstlineno,
            )


def _explored(owner: Any, name: str) -> Callable[..., object]:
    """The test *name* of *owner*, as it is below the decorator that explores it."""
    found = getattr(owner, name)
    while not hasattr(found, "treadle_test"):  # a decorator above it has not passed it on
        found = found.__wrapped__
    test: Callable[..., object] = found.treadle_test
    return test


# -- what is done around a test ----------------------------------------------------------------


def _in_class(cls: type, outer: Any, function: Callable[..., object]) -> object:
    """Run a method of a class that pytest has collected."""
    _bring(cls, type(outer))
    instance: Any = cls()
    vars(instance).update(vars(outer))
    with _around(cls, "setup_class"), _around(instance, "setup_method", function):
        return _of(function, instance)()


def _in_unittest(cls: Any, outer: Any, function: Callable[..., object]) -> object:
    """Run a method of a `unittest.TestCase`."""
    _bring(cls, type(outer))
    instance = cls(outer._testMethodName)
    cls.setUpClass()
    try:
        instance.setUp()
        try:
            return _of(function, instance)()
        finally:
            instance.tearDown()
    finally:
        clean = instance.doCleanups()
        cls.tearDownClass()
        if not clean:
            raise AssertionError("a function that was given to addCleanup failed")


def _of(method: Callable[..., object], instance: object) -> Callable[[], object]:
    assert isinstance(method, functools.partial)
    return functools.partial(method.func, instance, *method.args, **method.keywords)


def _bring(cls: type, outer: type) -> None:
    """Give *cls* what fixtures have put on *outer*, which is the same class outside."""
    for name, value in vars(outer).items():
        if name not in vars(cls):
            setattr(cls, name, value)


@contextmanager
def _around(owner: Any, setup: str, *arguments: object) -> Iterator[None]:
    """Call what pytest calls before and after: *setup* and its counterpart, if there."""
    _call(owner, setup, arguments)
    try:
        yield
    finally:
        _call(owner, setup.replace("setup", "teardown"), arguments)


def _call(owner: Any, name: str, arguments: tuple[object, ...]) -> None:
    function = getattr(owner, name, None)
    if function is not None:
        function(*arguments[: len(inspect.signature(function).parameters)])
