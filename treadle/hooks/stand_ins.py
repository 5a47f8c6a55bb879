"""Objects that stand in for methods and iterators, to announce what is done through them.

Both announce while Python looks up `__call__` or `__next__`, which here is a property, and leave
the call itself to the native method. So no frame of ours is there when that runs or raises.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable
from functools import partial
from types import BuiltinMethodType, MethodDescriptorType, SimpleNamespace
from typing import Any


class Method:
    """Stands in for a bound method of a collection or iterator that the program keeps.

    Args:
        native: the method.
        announce: what to call before each call of it.

    """

    __slots__ = ("_announce", "_native")
    __doc__ = property(lambda self: self._native.__doc__)

    def __init__(self, native: Any, announce: Callable[[], None]) -> None:
        self._native = native
        self._announce = announce

    @property
    def __call__(self) -> Any:  # noqa: D102
        self._announce()
        return self._native

    @property  # type: ignore[misc]
    def __class__(self) -> Any:
        return type(self._native)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._native, name)

    def __repr__(self) -> str:
        return repr(self._native)

    def __eq__(self, other: object) -> bool:
        return bool(self._native == (other._native if type(other) is Method else other))

    def __hash__(self) -> int:
        return hash(self._native)

    def __reduce_ex__(self, protocol: Any) -> Any:
        return self._native.__reduce_ex__(protocol)


class Unbound(Method):
    """Stands in for a method of a type of collections, such as `list.append`.

    Args:
        native: the method.
        announce: what to call before each call of it, with the arguments.

    """

    __slots__ = ()
    __doc__ = Method.__dict__["__doc__"]  # or else this class has the text above for it

    _announce: Callable[..., None]

    def __init__(self, native: Any, announce: Callable[..., None]) -> None:
        super().__init__(native, announce)

    def call(self, *args: Any, **kwargs: Any) -> Any:
        """Announce it, and call the native method, on behalf of the program."""
        self._announce(*args)
        return self._native(*args, **kwargs)

    __call__ = call

    def __get__(self, obj: Any, owner: Any = None) -> Any:
        """What a class gives that has it as a method."""
        return self._native.__get__(obj, owner)


class _Nobody:
    """A class that has nothing of its own; what it has, nobody can change, as of any class."""

    __slots__ = ()


def shown(cls: type) -> type:
    """The class whose variables are shown in place of those of *cls*, a class of the harness.

    In the class of a lock is what reaches the threads behind it; so it seems to have nothing.
    """
    stands_for: dict[type, type] = {Method: BuiltinMethodType, Unbound: MethodDescriptorType}
    return stands_for.get(cls, _Nobody)


def having(name: str, stand_in: Method) -> Any:
    """An object whose attribute *name* is *stand_in*."""
    return SimpleNamespace(**{name: stand_in})


class Steps:
    """Stands in for an iterator, to announce each step of it.

    Args:
        over: the iterator; or what to go over, from when the first step has been announced: the
            iterators of many collections note how large these are.
        announce: what to call before each step.

    """

    __slots__ = ("_announce", "_over", "_take")

    def __init__(self, over: Iterable[Any], announce: Callable[[], None]) -> None:
        self._over = over
        self._take: Callable[[], Any] | None = None
        self._announce = announce

    def __iter__(self) -> Steps:
        return self

    @property
    def __next__(self) -> Any:
        self._announce()
        if self._take is None:
            self._take = iter(self._over).__next__
        return self._take


def later(function: Any, /, *args: Any, **kwargs: Any) -> Any:
    """A call of *function* that is yet to be made; if it cannot be called, that will say so."""
    if callable(function):
        return partial(function, *args, **kwargs)
    return partial(operator.call, function, *args, **kwargs)


def operating(operation: Any, /, *operands: Any, **options: Any) -> Any:
    """A call yet to be made of *operation*: a function, or the name of one of `operator`."""
    if operation == "contains":  # as an operator, it has its operands the other way round
        operands = operands[::-1]
    function = getattr(operator, operation) if isinstance(operation, str) else operation
    return partial(function, *operands, **options)
