"""What instrumented code calls: the hooks that announce accesses to shared memory.

A hook announces the access and returns its argument; the access itself then happens natively, in
the program's own code. While only one thread can be at work nothing is announced.
"""

from __future__ import annotations

import builtins
import inspect
import operator
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from io import StringIO
from types import (
    BuiltinFunctionType,
    FunctionType,
    GeneratorType,
    MethodDescriptorType,
    MethodType,
    WrapperDescriptorType,
)
from typing import Any
from weakref import WeakValueDictionary

from treadle.instrument.access import MANY, Scope, announce, reads, remember, writes
from treadle.instrument.assertion import explain
from treadle.instrument.foreign import effect_of
from treadle.instrument.memory import (
    IMMUTABLE,
    KEYED,
    READS_ARGUMENTS,
    WRITES_ARGUMENTS,
    attribute_home,
    behind,
    defining,
    first_map,
    home_of,
    in_the_world,
    inside,
    is_foreign,
    is_iterator,
    is_plain_dataclass,
    lives_in_object,
    runs_python,
    touched,
)
from treadle.instrument.stand_ins import Method, Steps, having
from treadle.kernel import state
from treadle.operation import NOTHING, PRINT, READ, WRITE, Kind, Operation
from treadle.world.spinning import next_round

_SUSPENDS = inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR
"""In the flags of code that others may run in the midst of."""


NONE: frozenset[str] = frozenset()


def make(stored: set[str], grow: Callable[[], None] = lambda: None) -> dict[str, Any]:
    """The hooks of one world, by the names that instrumented code calls them by.

    Args:
        stored: the attributes that the program ever stores to after an object is made; others
            never change, so nobody needs to announce that they read them.
        grow: what to call when *stored* has grown in the middle of an execution.

    """
    kinds: dict[tuple[type, str], Kind | None] = {}
    homes: dict[type, Callable[[Any], Any] | None] = {}
    own: dict[type, set[str]] = {}
    not_own: dict[type, set[str]] = {}

    def kind_of(cls: type, name: str) -> Kind | None:
        try:
            return kinds[cls, name]
        except KeyError:
            if len(kinds) > MANY:
                kinds.clear()
            kind = kinds[cls, name] = touched(cls, name)
            return kind

    def home(obj: Any) -> Any:
        """The object that holds what the collection *obj* shows; None if it is no collection."""
        cls = type(obj)
        try:
            find = homes[cls]
        except KeyError:
            if len(homes) > MANY:
                homes.clear()
            find = homes[cls] = home_of(cls)
        if find is first_map and state.active:
            for other in vars(obj).get("maps", ())[1:]:
                if home(other) is not None:  # one step for each, though nothing keeps them together
                    announce(READ, home(other), None, itself, other)
                    state.execution.cut = True  # type: ignore[union-attr]
        return None if find is None else find(obj)

    # ---- attributes

    def is_own(cls: type, name: str) -> bool:
        """Whether the attribute *name* of an object of *cls* can live nowhere but in the object."""
        if cls in not_own and name in not_own[cls]:
            return False
        if len(own) + len(not_own) > MANY:
            forget()
        found = lives_in_object(cls, name)
        (own if found else not_own).setdefault(cls, set()).add(name)
        return found

    def forget() -> None:
        own.clear()
        not_own.clear()

    def attr(obj: Any, name: str) -> Any:
        if state.active and name in stored:
            if name in own.get(type(obj), NONE) or is_own(type(obj), name):
                execution: Any = state.execution
                number = execution.objects.get(id(obj)) or execution.number(obj)
                op = reads[name].get(number) or remember(READ, number, name)
                if execution.recorder is not None:
                    execution.running.peek = partial(getattr, obj, name)
                execution.access(op)
                return obj
            owner = attribute_home(obj, name, READ)
            if owner is not None:
                announce(READ, owner, name, getattr, obj, name)
                while owner is not obj:
                    # It is found in the class only because the instance does not have it: two
                    # steps, of which the first must still hold at the second.
                    seen = vars(owner).get(name)
                    announce(READ, obj, name, getattr, obj, name)
                    if vars(owner).get(name) is seen:
                        break
                    announce(READ, owner, name, getattr, obj, name)
        return obj

    def setattr_(obj: Any, name: str) -> Any:
        if state.active and name in stored:
            if name in own.get(type(obj), NONE) or is_own(type(obj), name):
                execution: Any = state.execution
                number = execution.objects.get(id(obj)) or execution.number(obj)
                op = writes[name].get(number) or remember(WRITE, number, name)
                if execution.recorder is not None:
                    execution.running.peek = partial(getattr, obj, name)
                execution.access(op)
                return obj
            if issubclass(type(obj), type):
                forget()
            owner = attribute_home(obj, name, WRITE)
            if owner is not None:
                announce(WRITE, owner, name, getattr, obj, name)
        return obj

    def augattr(value: Any, obj: Any, name: str) -> Any:
        setattr_(obj, name)
        return value

    def bound(obj: Any, name: str) -> Any:
        """*obj*, or what gives a stand-in for its method *name*, which the program keeps."""
        if kind_of(type(obj), name) is None:
            return attr(obj, name)
        return having(name, getattr(obj, name), partial(call_later, obj, name))

    def call_later(obj: Any, name: str) -> None:
        if state.active:
            announce_call(obj, name)

    def store(*names: Any) -> None:
        """Note that attributes are stored whose names the text of the program does not tell."""
        new = {name for name in names if isinstance(name, str)} - stored
        if new:
            stored.update(new)
            if state.active:
                grow()

    def variables(obj: Any) -> Any:
        """*obj*, whose attributes are about to be looked at as a dict."""
        execution = state.execution
        if execution is not None:
            try:
                found = object.__getattribute__(obj, "__dict__")
            except AttributeError:
                return obj
            found = behind(found) if issubclass(type(obj), type) else found
            execution.attributes[id(found)] = (found, obj)
        return obj

    def globals_(found: dict[str, Any]) -> dict[str, Any]:
        """*found*, the global variables of a module."""
        execution = state.execution
        if execution is not None:
            execution.attributes[id(found)] = (found, variable_home(found["__name__"]))
        return found

    def locals_(found: Any) -> Any:
        """*found*, the names and perhaps the values of local variables, without those of ours."""
        for name in [n for n in found if isinstance(n, str) and n.startswith("__treadle_")]:
            if isinstance(found, list):
                found.remove(name)
            else:
                del found[name]
        return found

    # ---- collections

    def touch(kind: Kind, obj: Any) -> None:
        """Announce that all of the collection *obj* is read, or changed anyhow."""
        execution = state.execution
        assert execution is not None
        if id(obj) in execution.attributes:
            found, obj = execution.attributes[id(obj)]
            if kind is WRITE:
                store(*found)
        elif type(obj) is GeneratorType and obj.gi_frame is not None:
            if execution.generators is None:
                execution.generators = WeakValueDictionary()
            execution.generators[id(obj.gi_frame)] = obj
        announce(kind, obj, None, itself, obj)

    def at_key(kind: Kind, obj: Any, key: Any) -> None:
        cls = type(obj)
        if cls is not dict and cls is not list:
            if kind_of(cls, "__getitem__" if kind is READ else "__setitem__") is None:
                return
            obj = home(obj)
            if cls is memoryview:
                announce(kind, obj, None, itself, obj)
                return
        execution = state.execution
        if execution is not None and execution.attributes and id(obj) in execution.attributes:
            _, owner = execution.attributes[id(obj)]
            store(key)
            announce(kind, owner, key, operator.getitem, obj, key)
            return
        part = (key,) if type(key) in KEYED and not (type(key) is int and key < 0) else None
        if issubclass(cls, defaultdict) and kind is READ and key not in obj:
            if runs_python(obj.default_factory) and defining(cls, "__missing__") is defaultdict:
                announce(READ, obj, part, _there, obj, key)
                if key in obj:
                    return
                value = obj.default_factory()
                announce(WRITE, obj, None, operator.getitem, obj, key)
                obj[key] = value  # also if another has come first, as Python does it
                return
            kind, part = WRITE, None
        announce(kind, obj, part, operator.getitem, obj, key)

    def item(obj: Any, key: Any) -> Any:
        if state.active:
            at_key(READ, obj, key)
        return obj

    def key_(obj: Any, key: Any) -> Any:
        if state.active:
            at_key(READ, obj, key)
        return key

    def setitem(obj: Any, key: Any) -> Any:
        if state.active:
            at_key(WRITE, obj, key)
        return obj

    def setkey(obj: Any, key: Any) -> Any:
        if state.active:
            at_key(WRITE, obj, key)
        return key

    def augitem(value: Any, obj: Any, key: Any) -> Any:
        if state.active:
            at_key(WRITE, obj, key)
        return value

    def getitem(obj: Any, key: Any) -> Any:
        if state.active:
            at_key(READ, obj, key)
        return partial(operator.getitem, obj, key)

    def whole(obj: Any) -> Any:
        if state.active:
            shared = home(obj)
            if shared is not None and not is_iterator(type(obj)):
                touch(READ, shared)
        return obj

    def drain(obj: Any) -> Any:
        if state.active:
            shared = home(obj)
            if shared is not None:
                touch(WRITE if is_iterator(type(obj)) else READ, shared)
        return obj

    def yielded(value: Any) -> Any:
        """*value*, with which a generator gives way: it is free for another thread to step."""
        if state.active:
            execution = state.execution
            assert execution is not None
            if execution.generators:
                generator = execution.generators.get(id(sys._getframe(1)))
                if generator is not None:
                    announce(WRITE, generator, None)
        return value

    def shown(obj: Any) -> Any:
        if state.active and type(obj) not in KEYED:
            for one in inside(obj):
                touch(READ, one)
            if is_plain_dataclass(type(obj)):
                announce(READ, obj, None, itself, obj)
            else:
                whole(obj)
        return obj

    def iter_(obj: Any) -> Any:
        if not state.active:
            return obj
        shared = home(obj)
        if shared is None or kind_of(type(obj), "__iter__") is None:
            return obj
        return Steps(iter(obj), partial(step, READ, shared))

    def iterator(obj: Any) -> Any:
        """What to loop over in place of *obj*, which another thread may be looping over as well."""
        if state.active and is_iterator(type(obj)):
            return Steps(obj, partial(step, WRITE, obj))
        return iter_(obj)

    def step(kind: Kind, shared: Any) -> None:
        if state.active:
            touch(kind, shared)

    # ---- calls

    def announce_call(obj: Any, name: str) -> None:
        cls = type(obj)
        if cls is super:
            obj, kind = behind_super(obj, name)
        else:
            kind = kind_of(cls, name)
        if kind is not None:
            touch(kind, home(obj) or obj)
        elif name in stored:
            attr(obj, name)

    def behind_super(proxy: Any, name: str) -> tuple[Any, Kind | None]:
        """The object behind `super()`, and what its method *name* does to that."""
        obj = proxy.__self__
        mro = type(obj).__mro__
        if proxy.__thisclass__ not in mro:
            return obj, None
        later = mro[mro.index(proxy.__thisclass__) + 1 :]
        base = next((base for base in later if name in base.__dict__), object)
        return obj, kind_of(base, name)

    def announce_arguments(obj: Any, name: str, values: Iterable[Any]) -> None:
        """Announce what a native method *name* of *obj* does to its arguments."""
        if name in WRITES_ARGUMENTS:
            for value in values:
                if home(value) is not None:
                    touch(WRITE, home(value))
        elif type(obj) in IMMUTABLE or kind_of(type(obj), name) is not None:
            for value in values:
                drain(value)

    def method(obj: Any, name: str, *args: Any) -> Any:
        if state.active:
            if args:
                announce_arguments(obj, name, args)
            announce_call(obj, name)
        return obj

    def arg(value: Any, obj: Any, name: str, *_: None) -> Any:
        if state.active:
            announce_call(obj, name)
        return value

    def lastarg(value: Any, obj: Any, name: str, *args: Any) -> Any:
        if state.active:
            announce_arguments(obj, name, (*args, value))
            announce_call(obj, name)
        return value

    def inplace(value: Any, obj: Any, name: str) -> Any:
        if state.active and kind_of(type(obj), name) is not None:
            drain(value)
            touch(WRITE, home(obj) or obj)
        return value

    def call(function: Any, name: str, /, *args: Any, **kwargs: Any) -> Any:
        obj = getattr(function, "__self__", None)
        if state.active and obj is not None:
            if name in READS_ARGUMENTS:
                announce_arguments(obj, name, args)
            announce_call(obj, name)
        return later(function, *args, **kwargs)

    def sort(function: Any, /, *args: Any, **kwargs: Any) -> Any:
        """A call of `list.sort`: the list is empty for others until the last item has its key."""
        rows = getattr(function, "__self__", None)
        if state.active and isinstance(rows, list):
            announce_call(rows, "sort")
            if kind_of(type(rows), "sort") is not None and runs_python(key := kwargs["key"]):
                kwargs["key"] = partial(last_key, key, rows, [len(rows)])
        return later(function, *args, **kwargs)

    def last_key(key: Any, rows: list[Any], left: list[int], item: Any) -> Any:
        found = key(item)
        left[0] -= 1
        if left[0] == 0 and state.active:
            touch(WRITE, rows)
            if type(found) not in IMMUTABLE:  # to compare these takes time, too
                state.execution.cut = True  # type: ignore[union-attr]
        return found

    def callee(function: Any, *args: Any) -> Any:
        if state.active:
            announce_foreign(function, args)
        return function

    def given(value: Any, function: Any, *args: Any) -> Any:
        if state.active:
            announce_foreign(function, (*args, value))
        return value

    def givenall(values: list[Any], function: Any, *args: Any) -> list[Any]:
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
        special = specials.get(cls) or (cls is BuiltinFunctionType and specials.get(function))
        if special:
            special(function, args)
            return
        effect = effect_of(function)
        if effect is None:
            return
        if cls is BuiltinFunctionType:
            # A method that the program keeps has a stand-in; this one is from `getattr`, or from
            # a check, and what a check keeps for itself is not announced.
            obj = function.__self__
            if home(obj) is not None and id(obj) in state.execution.objects:  # type: ignore[union-attr]
                announce_call(obj, function.__name__)
        written = None
        for value in args:
            if home(value) is not None:
                if effect.writes and written is None:
                    written = home(value)
                else:
                    for one in inside(value) if effect.copies else ():
                        touch(READ, one)
                    drain(value)
            elif effect.copies and type(value).__dictoffset__ and type(value) not in IMMUTABLE:
                announce(READ, value, None)
        if written is not None:
            touch(WRITE, written)

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
            if function.__objclass__ is object:
                by_name(function, args)
            elif kind_of(type(obj), function.__name__) is not None:
                announce_arguments(obj, function.__name__, rest)
                announce_call(obj, function.__name__)

    def call_methodcaller(function: Any, args: Sequence[Any]) -> None:
        made, values = function.__reduce__()
        announce_call(args[0], values[0] if values else made.args[0])

    def call_itemgetter(function: Any, args: Sequence[Any]) -> None:
        for key in function.__reduce__()[1]:
            at_key(READ, args[0], key)

    def call_attrgetter(function: Any, args: Sequence[Any]) -> None:
        for path in function.__reduce__()[1]:
            attr(args[0], path.partition(".")[0])

    def by_name(function: Any, args: Sequence[Any]) -> None:
        """`getattr` and its like."""
        if len(args) < 2 or not isinstance(args[1], str):
            return
        if function.__name__ in ("setattr", "delattr", "__setattr__", "__delattr__"):
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
        MethodDescriptorType: call_unbound,
        WrapperDescriptorType: call_unbound,
        operator.methodcaller: call_methodcaller,
        operator.itemgetter: call_itemgetter,
        operator.attrgetter: call_attrgetter,
        **dict.fromkeys([getattr, hasattr, setattr, delattr], by_name),
    }

    # ---- variables

    def global_(module: str, name: str) -> bool:
        if state.active:
            found = sys._getframe(1).f_globals
            announce(READ, variable_home(module), name, found.get, name)
        return True

    def setglobal(value: Any, module: str, name: str) -> Any:
        if state.active:
            announce(WRITE, variable_home(module), name, itself, value)
        return value

    def variable_home(module: str) -> Any:
        execution = state.execution
        assert execution is not None
        world = execution.memory.get("world")
        if world is not None and module in world.modules:
            return world.modules[module]
        return execution.memory.setdefault(("globals", module), Scope())

    def augglobal(value: Any, module: str, name: str) -> Any:
        if state.active:
            found = sys._getframe(1).f_globals
            announce(WRITE, variable_home(module), name, found.get, name)
        return value

    def cell(scope: Scope, name: str) -> bool:
        if state.active:
            frame = sys._getframe(1)
            announce(READ, scope, name, lambda: frame.f_locals.get(name))
        return True

    def setcell(value: Any, scope: Scope, name: str) -> Any:
        if state.active:
            announce(WRITE, scope, name, itself, value)
        return value

    def augcell(value: Any, scope: Scope, name: str) -> Any:
        if state.active:
            frame = sys._getframe(1)
            announce(WRITE, scope, name, lambda: frame.f_locals.get(name))
        return value

    # ---- the rest

    def loop(number: int) -> None:
        execution = state.execution
        if execution is not None:
            frame = sys._getframe(1)
            execution.round(frame)
            if state.active and not frame.f_code.co_flags & _SUSPENDS:
                next_round(execution, number, frame)

    def tick() -> None:
        execution = state.execution
        if execution is not None:
            execution.round(sys._getframe(1))

    def print_(*values: Any, **options: Any) -> None:
        execution = state.execution
        file = options.get("file") or sys.stdout
        if execution is None or file is not execution.console:
            if state.active:
                announce_call(file, "write")
            builtins.print(*values, **options)
            return
        printed = StringIO()
        builtins.print(*values, **{**options, "file": printed})
        if state.active:
            if execution.recorder is not None:
                execution.running.peek = lambda: printed.getvalue().rstrip("\n")
            execution.step(Operation(PRINT, NOTHING))

    hooks = {
        "attr": attr,
        "setattr": setattr_,
        "augattr": augattr,
        "bound": bound,
        "vars": variables,
        "globals": globals_,
        "locals": locals_,
        "item": item,
        "key": key_,
        "setitem": setitem,
        "setkey": setkey,
        "augitem": augitem,
        "getitem": getitem,
        "slice": slice,
        "whole": whole,
        "drain": drain,
        "yielded": yielded,
        "shown": shown,
        "iter": iter_,
        "iterator": iterator,
        "method": method,
        "arg": arg,
        "lastarg": lastarg,
        "inplace": inplace,
        "call": call,
        "sort": sort,
        "callee": callee,
        "given": given,
        "givenall": givenall,
        "apply": apply,
        "global": global_,
        "setglobal": setglobal,
        "augglobal": augglobal,
        "scope": Scope,
        "cell": cell,
        "setcell": setcell,
        "augcell": augcell,
        "loop": loop,
        "tick": tick,
        "explain": explain,
    }
    return {**{f"__treadle_{name}__": hook for name, hook in hooks.items()}, "print": print_}


def _there(obj: Any, key: Any) -> Any:
    """What lies under *key*, without making it. Raises KeyError if nothing does."""
    if key not in obj:
        raise KeyError(key)
    return obj[key]


def itself(obj: Any) -> Any:
    """*obj*, to be looked at."""
    return obj


def later(function: Any, /, *args: Any, **kwargs: Any) -> Any:
    """A call of *function* that is yet to be made; if it cannot be called, that will say so."""
    if callable(function):
        return partial(function, *args, **kwargs)
    return partial(operator.call, function, *args, **kwargs)
