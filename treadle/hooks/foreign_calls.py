"""The hooks of calls of what may be foreign: functions of C, or of the standard library.

They announce nothing themselves, so their caller does, when all arguments are there.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from functools import WRAPPER_ASSIGNMENTS, partial, update_wrapper
from types import (
    BuiltinFunctionType,
    FunctionType,
    MethodDescriptorType,
    MethodType,
    WrapperDescriptorType,
)
from typing import Any

from treadle.hooks.access import Hooks, announce, together
from treadle.hooks.attributes import Attributes, value_of
from treadle.hooks.containers import Containers
from treadle.hooks.effects import effect_of
from treadle.hooks.memory import in_the_world, is_foreign
from treadle.hooks.method_calls import MethodCalls
from treadle.hooks.outside import reach_of, reaches
from treadle.hooks.stand_ins import Method, Unbound, later
from treadle.instrument.methods import METHODS
from treadle.operation import READ
from treadle.state import state

_MARKS = {
    "abc.abstractmethod": "__isabstractmethod__",
    "typing.final": "__final__",
    "typing.no_type_check": "__no_type_check__",
    "typing.override": "__override__",
    "typing.runtime_checkable": "_is_runtime_protocol",
}
"""Functions of the library that set an attribute of what they are given, and which."""

_GETTERS = frozenset({operator.attrgetter, operator.itemgetter, operator.methodcaller})

_SETTING = ("setattr", "delattr", "__setattr__", "__delattr__")


def make(attributes: Attributes, containers: Containers, methods: MethodCalls) -> Hooks:
    """The hooks of calls of functions, by name."""
    attr, setattr_ = attributes.hooks["attr"], attributes.hooks["setattr"]
    store = attributes.store
    kind_of, home = containers.kind_of, containers.home
    at_key = containers.at_key
    announce_call, announce_arguments = methods.announce_call, methods.announce_arguments

    def callee(function: Any, *args: Any) -> Any:
        if state.active:
            announce_foreign(function, args)
        return function

    def given(value: Any, function: Any, *args: Any, forget: object = None) -> Any:
        if state.active:
            announce_foreign(function, (*args, value))
        return value

    def givenall(values: list[Any], function: Any, *args: Any, forget: object = None) -> list[Any]:
        if state.active:
            announce_foreign(function, (*args, *values))
        return values

    def apply(function: Any, /, *args: Any, **kwargs: Any) -> Any:
        if state.active:
            announce_foreign(function, (*args, *kwargs.values()))
        return later(function, *args, **kwargs)

    def announce_foreign(function: Any, args: Sequence[Any]) -> None:
        """Announce what a call of *function* does, if that is not a function of the program."""
        cls = type(function)
        if cls is FunctionType and in_the_world(function):
            return
        mark = cls is FunctionType and _MARKS.get(f"{function.__module__}.{function.__qualname__}")
        if mark and args:
            store(mark)
            setattr_(args[0], mark)
            return
        if function is update_wrapper and args:
            store(*WRAPPER_ASSIGNMENTS)
            for name in WRAPPER_ASSIGNMENTS:
                setattr_(args[0], name)
            return
        special = specials.get(cls) or (cls is BuiltinFunctionType and specials.get(function))
        if special:
            if args or cls not in _GETTERS:  # or else Python says that there should be one
                together(special, function, args)
            return
        reaches(reach_of(function), function)
        if cls is FunctionType and "registry" in function.__dict__:
            announce(READ, function, "registry")  # of functools.singledispatch
        effect = effect_of(function)
        if effect is None:
            if not issubclass(cls, type | FunctionType | BuiltinFunctionType):
                announce_call(function, "__call__")
            return
        if cls is BuiltinFunctionType:
            # A method that the program keeps has a stand-in; this one is from `getattr`, or from
            # a check, and what a check keeps for itself is not announced.
            obj = function.__self__
            if function.__name__ not in METHODS:
                if kind_of(type(obj), function.__name__) is not None:
                    announce_call(obj, function.__name__)
            elif home(obj) is not None and id(obj) in state.execution.objects:  # type: ignore[union-attr]
                announce_call(obj, function.__name__)
        methods.announce_effect(effect, args)

    def call_partial(function: Any, args: Sequence[Any]) -> None:
        announce_foreign(function.func, (*function.args, *args))

    def call_bound(function: Any, args: Sequence[Any]) -> None:
        obj, inner = function.__self__, function.__func__
        if type(inner) is FunctionType and is_foreign(inner):
            if kind_of(type(obj), inner.__name__) is not None:
                announce_call(obj, inner.__name__)
            announce_foreign(inner, args)

    def call_kept(function: Any, args: Sequence[Any]) -> None:
        announce_arguments(function.__self__, function.__name__, args)

    def call_unbound(function: Any, args: Sequence[Any]) -> None:
        if args:
            obj, *rest = args
            if function.__objclass__ is object or function.__name__ in _SETTING:
                by_name(function, args)
            elif kind_of(type(obj), function.__name__) is not None:
                announce_arguments(obj, function.__name__, rest)
                announce_call(obj, function.__name__)

    def call_methodcaller(function: Any, args: Sequence[Any]) -> None:
        made, values = function.__reduce__()
        announce_call(args[0], values[0] if values else made.args[0])

    def call_itemgetter(function: Any, args: Sequence[Any]) -> None:
        for key in function.__reduce__()[1]:
            at_key(READ, args[0], key, "__getitem__")

    def call_attrgetter(function: Any, args: Sequence[Any]) -> None:
        for path in function.__reduce__()[1]:
            obj = args[0]
            for name in path.split("."):
                by_name(getattr, (obj, name))
                try:
                    obj = value_of(obj, name)
                except AttributeError:  # only code of the program can tell
                    break

    def by_name(function: Any, args: Sequence[Any]) -> None:
        """`getattr` and its like."""
        if len(args) < 2 or not isinstance(args[1], str):
            return
        if function.__name__ in _SETTING:
            store(args[1])
            setattr_(args[0], args[1])
        else:
            if kind_of(type(args[0]), args[1]) is not None:
                state.execution.number(args[0])  # type: ignore[union-attr]
            attr(args[0], args[1])

    specials: dict[Any, Callable[[Any, Sequence[Any]], None]] = {
        partial: call_partial,
        MethodType: call_bound,
        Method: call_kept,
        Unbound: lambda function, args: None,  # it announces itself what it does
        MethodDescriptorType: call_unbound,
        WrapperDescriptorType: call_unbound,
        operator.methodcaller: call_methodcaller,
        operator.itemgetter: call_itemgetter,
        operator.attrgetter: call_attrgetter,
        **dict.fromkeys([getattr, hasattr, setattr, delattr], by_name),
    }
    methods.kept.append(announce_foreign)
    return {"callee": callee, "given": given, "givenall": givenall, "apply": apply}
