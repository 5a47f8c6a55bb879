"""The hooks of single items: what is read, written or deleted under a key."""

from __future__ import annotations

import operator
from functools import partial
from typing import Any

from treadle.hooks.access import Hooks
from treadle.hooks.containers import Containers
from treadle.operation import READ, WRITE
from treadle.state import state


def make(containers: Containers) -> Hooks:
    """The hooks of items; each gives back one of its operands."""
    at_key = containers.at_key

    def item(obj: Any, key: Any) -> Any:
        if state.active:
            at_key(READ, obj, key, "__getitem__")
        return obj

    def key_(obj: Any, key: Any) -> Any:
        if state.active:
            at_key(READ, obj, key, "__getitem__")
        return key

    def setitem(obj: Any, key: Any) -> Any:
        if state.active:
            at_key(WRITE, obj, key, "__setitem__")
        return obj

    def setkey(obj: Any, key: Any) -> Any:
        if state.active:
            at_key(WRITE, obj, key, "__setitem__")
        return key

    def delitem(obj: Any, key: Any) -> Any:
        if state.active:
            at_key(WRITE, obj, key, "__delitem__")
        return obj

    def delkey(obj: Any, key: Any) -> Any:
        if state.active:
            at_key(WRITE, obj, key, "__delitem__")
        return key

    def augitem(value: Any, obj: Any, key: Any) -> Any:
        if state.active:
            at_key(WRITE, obj, key, "__setitem__")
        return value

    def getitem(obj: Any, key: Any) -> Any:
        if state.active:
            at_key(READ, obj, key, "__getitem__")
        return partial(operator.getitem, obj, key)

    return {
        "item": item,
        "key": key_,
        "setitem": setitem,
        "setkey": setkey,
        "delitem": delitem,
        "delkey": delkey,
        "augitem": augitem,
        "getitem": getitem,
        "slice": slice,
    }
