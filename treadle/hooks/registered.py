"""Who is an instance of whom: what `register` of an abstract class changes while others ask.

`isinstance` is called so often that no hook is in its way. So whoever registers a class beside
other threads makes it a step to ask, from then on, by functions that stand for the built-in ones.
"""

from __future__ import annotations

import builtins
from abc import ABCMeta
from collections.abc import Callable
from typing import Any

from treadle.hooks.access import Scope, announce
from treadle.operation import READ, WRITE, Kind
from treadle.questions import WHO_IS_WHAT, ask
from treadle.state import state


def announce_registering(obj: Any) -> None:
    """Announce a call of the method `register` of *obj*, if that is an abstract class."""
    if isinstance(obj, ABCMeta):
        ask(state.execution, WHO_IS_WHAT)  # type: ignore[arg-type]
        _announce(WRITE)


def _announce(kind: Kind) -> None:
    execution: Any = state.execution
    if WHO_IS_WHAT in execution.questions:
        announce(kind, execution.memory.setdefault("registered", Scope()), "classes")


def _asking(function: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    def asked(obj: Any, cls: Any, /) -> bool:
        if state.active:
            _announce(READ)
        return function(obj, cls)

    asked.__name__ = asked.__qualname__ = function.__name__
    return asked


ASKING = {f.__name__: _asking(f) for f in (builtins.isinstance, builtins.issubclass)}
"""What stands for the built-in functions."""
