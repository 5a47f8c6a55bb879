"""The hooks of iteration: a container or an iterator, with its steps announced."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from treadle.hooks.access import Hooks
from treadle.hooks.containers import Containers
from treadle.hooks.contents import Contents
from treadle.hooks.memory import is_iterator
from treadle.hooks.parts import sources
from treadle.hooks.stand_ins import Steps
from treadle.operation import READ, Kind
from treadle.questions import WHAT_IS_WALKED
from treadle.state import state


def make(containers: Containers, contents: Contents) -> Hooks:
    """The hooks that give what a loop goes over, also one that begins before there are threads."""
    kind_of, home, touch = containers.kind_of, containers.home, containers.touch
    take, noted = contents.take, contents.hooks["noted"]

    def walked(objects: Iterable[Any]) -> None:
        """Note that *objects* are looped over from before there were threads."""
        execution = state.execution
        if execution is not None:
            known = execution.memory.setdefault(WHAT_IS_WALKED, {})
            known.update((id(obj), obj) for obj in objects)

    def from_before(announcing: Callable[..., None], *args: Any) -> None:
        r"""Announce by *announcing(\*args)* a step of a loop from before there were threads.

        Most go over what nobody changes meanwhile; the first change makes all of them be announced.
        """
        if state.active and WHAT_IS_WALKED in state.execution.questions:  # type: ignore[union-attr]
            announcing(*args)

    def iter_(obj: Any) -> Any:
        shared = home(obj)
        if shared is None or kind_of(type(obj), "__iter__") is None:
            return obj
        if is_iterator(type(obj)):  # another thread may be looping over it as well
            own = iter(obj)
            if not state.active:
                walked((own, *map(behind, sources(own))))
                return Steps(own, partial(from_before, take, own))
            return Steps(own, partial(next_of, own))
        return steps_over(obj, shared)

    def begun(obj: Any) -> Any:
        """The same of *obj*, over which an iterator goes that is made now, and stepped later."""
        shared = home(obj)
        if shared is None or kind_of(type(obj), "__iter__") is None or is_iterator(type(obj)):
            return iter_(obj)
        noted(obj)
        return steps_over(iter(obj), shared)

    def steps_over(over: Any, shared: Any) -> Any:
        if not state.active:
            walked([shared])
            return Steps(over, partial(from_before, touch, READ, shared))
        return Steps(over, partial(step, READ, shared))

    def behind(source: Any) -> Any:
        return source if is_iterator(type(source)) else home(source)

    def next_of(iterator: Any) -> None:
        if state.active:
            take(iterator)

    def step(kind: Kind, shared: Any) -> None:
        if state.active:
            touch(kind, shared)

    return {"iter": iter_, "begun": begun}
