"""The hooks of generators: where one gives way, and what it delegates to."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from inspect import CO_GENERATOR
from types import FrameType, GeneratorType
from typing import Any

from treadle.hooks.access import Hooks, announce
from treadle.hooks.containers import Containers
from treadle.hooks.contents import Contents
from treadle.hooks.memory import is_instrumented, is_iterator
from treadle.hooks.stand_ins import Steps
from treadle.operation import READ, WRITE
from treadle.state import state
from treadle.unproved import unseen

_FIXED = frozenset({bytes, frozenset, range, str, tuple})
"""Types of collections that never change."""


_DEPTH = 50
"""How many generators that delegate to each other are looked at: each item comes by all of them."""


def make(containers: Containers, contents: Contents, iter_: Callable[[Any], Any]) -> Hooks:
    """The hooks of generators, by name; *iter_* is what gives a loop what it goes over."""
    kind_of, home = containers.kind_of, containers.home
    touch, take = containers.touch, contents.take

    def yielded(value: Any) -> Any:
        """*value*, with which a generator gives way: it is free for another thread to step.

        Or the one that it returns, with which it ends.
        """
        if state.active:
            give_way(sys._getframe(1))
        return value

    def left() -> None:
        """An exception ends the generator that calls this, which may have tidied up before."""
        if state.active:
            give_way(sys._getframe(1))

    def give_way(frame: FrameType | None) -> None:
        """Announce that the generator of *frame* gives way, with those that delegate to it."""
        generators = state.execution.generators  # type: ignore[union-attr]
        if not generators:
            return
        for _ in range(_DEPTH):
            if frame is None or not frame.f_code.co_flags & CO_GENERATOR:
                return
            generator = generators.get(id(frame))
            if generator is not None and generator.gi_frame is frame:  # not of one that has ended
                announce(WRITE, generator, None)
            frame = frame.f_back
        unseen(f"generators that are nested {_DEPTH} deep")

    def delegated(obj: Any, fresh: int) -> Any:
        """*obj*, to which a generator delegates by `yield from`: whose items it takes, as its own.

        One that is not *fresh* may be another's as well.
        """
        cls = type(obj)
        native = kind_of(cls, "__iter__") is not None or cls in _FIXED
        if native and not hasattr(cls, "send"):
            if not state.active:
                return iter_(obj)
            shared = None if cls in _FIXED else obj if is_iterator(cls) else home(obj)
            return Steps(obj, partial(item_of, obj, shared))
        if state.active and not (fresh and cls is GeneratorType and is_instrumented(obj)):
            unseen("a `yield from` that others may step as well")
            if cls is GeneratorType:
                touch(WRITE, obj)
        return obj

    def item_of(own: Any, shared: Any) -> None:
        """Announce that a generator takes an item from *own*, which it gives as its own."""
        if state.active:
            if shared is own:
                take(own)
            elif shared is not None:
                touch(READ, shared)
            give_way(sys._getframe(2))

    return {"yielded": yielded, "left": left, "delegated": delegated}
