"""The hooks of variables: global, shared with inner functions, `globals()`, `locals()`."""

from __future__ import annotations

import sys
from typing import Any

from treadle.hooks.access import Hooks, Scope, announce, itself
from treadle.operation import READ, WRITE
from treadle.state import state


def global_(module: str, name: str) -> bool:
    """Announce that a global variable is read, and let it be read."""
    if state.active:
        found = sys._getframe(1).f_globals
        announce(READ, variable_home(module), name, found.__getitem__, name)
    return True


def setglobal(value: Any, module: str, name: str) -> Any:
    """*value*, which a global variable is about to be set to."""
    if state.active:
        announce(WRITE, variable_home(module), name, itself, value)
    return value


def augglobal(value: Any, module: str, name: str) -> Any:
    """*value*, the operand of an in-place operation on a global variable."""
    if state.active:
        found = sys._getframe(1).f_globals
        announce(WRITE, variable_home(module), name, found.__getitem__, name)
    return value


def variable_home(module: str) -> Any:
    """The object that the global variables of *module* belong to: the module, if it is known."""
    execution = state.execution
    assert execution is not None
    world = execution.memory.get("world")
    if world is not None and module in world.modules:
        return world.modules[module]
    return execution.memory.setdefault(("globals", module), Scope())


def cell(scope: Scope, name: str) -> bool:
    """Announce that a variable of *scope* is read, and let it be read."""
    if state.active:
        frame = sys._getframe(1)
        announce(READ, scope, name, lambda: frame.f_locals[name])
    return True


def setcell(value: Any, scope: Scope, name: str) -> Any:
    """*value*, which a variable of *scope* is about to be set to."""
    if state.active:
        announce(WRITE, scope, name, itself, value)
    return value


def augcell(value: Any, scope: Scope, name: str) -> Any:
    """*value*, the operand of an in-place operation on a variable of *scope*."""
    if state.active:
        frame = sys._getframe(1)
        announce(WRITE, scope, name, lambda: frame.f_locals[name])
    return value


def never(*_: object) -> bool:
    """That a case of `match` does not apply, in whose guard values are only announced."""
    return False


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


HOOKS: Hooks = {
    "global": global_,
    "setglobal": setglobal,
    "augglobal": augglobal,
    "scope": Scope,
    "cell": cell,
    "setcell": setcell,
    "augcell": augcell,
    "globals": globals_,
    "never": never,
    "locals": locals_,
}
