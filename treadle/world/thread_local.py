"""`threading.local`."""

from __future__ import annotations

from typing import Any
from weakref import ref

from treadle.state import running_execution
from treadle.virtual_thread import VirtualThread


class local:  # noqa: N801 - the name in `threading`
    """`threading.local`: an attribute dict of its own for each thread."""

    __slots__ = ("__dict__", "__weakref__", "_treadle_arguments", "_treadle_dicts")

    def __new__(cls, *args: Any, **kwargs: Any) -> Any:
        """Make the object, and keep the arguments: `__init__` runs again in every thread."""
        if (args or kwargs) and cls.__init__ is object.__init__:
            raise TypeError("Initialization arguments are not supported")
        self = object.__new__(cls)
        object.__setattr__(self, "_treadle_arguments", (args, kwargs))
        own: dict[str, Any] = {}
        object.__setattr__(self, "_treadle_dicts", _Dicts())
        _keep(self, own)
        object.__setattr__(self, "__dict__", own)
        return self

    def __getattribute__(self, name: str) -> Any:
        _enter(self)
        return object.__getattribute__(self, name)

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "__dict__":
            raise _read_only(self)
        _enter(self)
        object.__setattr__(self, name, value)

    def __delattr__(self, name: str) -> None:
        if name == "__dict__":
            raise _read_only(self)
        _enter(self)
        object.__delattr__(self, name)


class _Dicts(dict[VirtualThread, dict[str, Any]]):
    """The dict of each thread that has come by."""

    __slots__ = ("__weakref__",)


def _keep(self: local, own: dict[str, Any]) -> None:
    """Make *own* the dict of the running thread, to be dropped when the thread ends."""
    execution = running_execution()
    me = execution.running
    dicts = object.__getattribute__(self, "_treadle_dicts")
    dicts[me] = own
    if me.locals is None:
        me.locals = []
    me.locals.append(ref(dicts))


def _read_only(self: local) -> AttributeError:
    kind = type(self).__name__
    return AttributeError(f"{kind!r} object attribute '__dict__' is read-only")


def _enter(self: local) -> None:
    """Make `__dict__` the one of the running thread."""
    dicts = object.__getattribute__(self, "_treadle_dicts")
    me = running_execution().running
    own = dicts.get(me)
    if own is None:
        own = {}
        _keep(self, own)
        object.__setattr__(self, "__dict__", own)
        args, kwargs = object.__getattribute__(self, "_treadle_arguments")
        type(self).__init__(self, *args, **kwargs)
    object.__setattr__(self, "__dict__", own)


def forget() -> None:
    """Drop what the running thread, which is about to end, kept in objects of `threading.local`."""
    me = running_execution().running
    if me.locals is not None:
        for found in me.locals:
            dicts = found()
            if dicts is not None:
                dicts.pop(me, None)
        me.locals = None
