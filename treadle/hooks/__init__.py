"""What instrumented code calls: the hooks that announce accesses to shared memory.

A hook announces the access and returns its argument; the access itself then happens natively, in
the program's own code. While only one thread can be at work nothing is announced.

Hooks that remember something of a program (its classes, the names it stores to) are made anew for
each world, and are closures: what they need costs no look-up of an attribute, and some are called
millions of times.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from treadle.hooks import (
    attributes,
    containers,
    contents,
    dates,
    foreign_calls,
    generators,
    items,
    iteration,
    leaving,
    loops,
    method_calls,
    printing,
    variables,
)
from treadle.hooks.assertion import explain


def make(
    stored: set[str],
    grow: Callable[[], None] = lambda: None,
    shared: Callable[[type[Any], str], None] = lambda _, __: None,
) -> dict[str, Any]:
    """The hooks of one world, by the names that instrumented code calls them by.

    Args:
        stored: the attributes that the program ever stores to after an object is made; others
            never change, so nobody needs to announce that they read them.
        grow: what to call when *stored* has grown in the middle of an execution.
        shared: what to call with a class, and the name of an attribute of it, when the program is
            about to store to that.

    """
    of_attributes = attributes.make(stored, grow, shared)
    of_containers = containers.make(of_attributes)
    of_contents = contents.make(of_containers)
    of_methods = method_calls.make(of_attributes, of_containers, of_contents)
    of_iteration = iteration.make(of_containers, of_contents)
    hooks = {
        **of_attributes.hooks,
        **items.make(of_containers),
        **of_contents.hooks,
        **of_methods.hooks,
        **of_iteration,
        **generators.make(of_containers, of_contents, of_iteration["iter"]),
        **foreign_calls.make(of_attributes, of_containers, of_methods),
        **variables.HOOKS,
        **loops.HOOKS,
        **leaving.HOOKS,
        **dates.HOOKS,
        "explain": explain,
    }
    print_ = printing.make(of_methods.announce_call)
    return {**{f"__treadle_{name}__": hook for name, hook in hooks.items()}, "print": print_}
