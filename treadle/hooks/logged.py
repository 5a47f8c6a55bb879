"""Who may log what: the settings of loggers and handlers, which `logging` reads without a lock.

Every record that is logged reads them, and most programs set them before there are threads. So it
is a step to read them from the first time on that somebody sets one beside other threads.
"""

from __future__ import annotations

from types import ModuleType
from typing import Any

from treadle.hooks.access import Scope, announce
from treadle.hooks.memory import defining
from treadle.instrument.methods import LOGGING
from treadle.operation import READ, WRITE
from treadle.questions import WHAT_IS_LOGGED, ask
from treadle.state import state

ASKING = LOGGING | {"getEffectiveLevel", "isEnabledFor", "setLevel"}
"""Methods of a logger or handler that read its settings, or set one."""


def announce_logging(obj: Any, name: str) -> None:
    """Announce a call of the method *name*, one of `ASKING`, if *obj* is a logger or handler.

    The functions of the module itself log as the root logger. That they give it its first handler
    is no step: who could tell uses what `instrument.unseen` lists.
    """
    if isinstance(obj, ModuleType):
        if obj.__name__ == "logging":
            announce_setting(obj.root, "level", changes=False)
        return
    base = defining(type(obj), name)
    if base is not None and base.__module__ == "logging":
        announce_setting(obj, "level", changes=name == "setLevel")


def announce_setting(obj: Any, name: str, *, changes: bool) -> None:
    """Announce that the settings of loggers are read, or that *name*, one of *obj*, *changes*.

    All are one, because a logger goes by those above it as well.
    """
    execution: Any = state.execution
    if changes:
        ask(execution, WHAT_IS_LOGGED)
    if WHAT_IS_LOGGED in execution.questions:
        kind = WRITE if changes else READ
        settings = execution.memory.setdefault("logging", Scope())
        announce(kind, settings, "level", getattr, obj, name, None)
