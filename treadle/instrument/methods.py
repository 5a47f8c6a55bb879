"""What is known of the methods of containers by their names, before there is any object."""

from __future__ import annotations

import array
import io
from collections import Counter, OrderedDict, deque
from functools import cache
from string import Formatter
from types import GeneratorType

CONTAINERS = (list, dict, set, deque, bytearray, array.array)
"""Built-in types whose contents threads share."""

_OTHERS: tuple[type, ...] = (
    OrderedDict,
    io.StringIO,
    io.BytesIO,
    GeneratorType,
    type(iter([])),
    Counter,
)
_NO_METHODS = frozenset({"__dict__", "__module__", "__name__", "__qualname__", "__weakref__"})
METHODS = {
    name
    for cls in (*CONTAINERS, *_OTHERS)
    for name in dir(cls)
    if name not in _NO_METHODS and not hasattr(object, name)
}
"""Names under which collections and iterators have methods."""

WRITES_ARGUMENTS = frozenset({"pack_into", "readinto", "readinto1", "recv_into"})
"""Methods that write into a buffer they are given."""

WRITES_TOGETHER = frozenset({"join", "writelines"})
"""Methods that read all buffers in the collection they are given."""

LOGGING = frozenset({"critical", "debug", "error", "exception", "info", "log", "warning"})
"""Methods of a logger, which looks into what it is given somewhere on the way."""

COMPARING = frozenset(
    {"index", "count", "remove", "sort", "__contains__"}
    | {"__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__"}
)
"""Methods that compare what is in a collection, or all attributes of a dataclass."""

READS_ARGUMENTS = {
    *WRITES_ARGUMENTS,
    *COMPARING,
    *("__add__", "__and__", "__or__", "__sub__", "__xor__"),
    *("__iadd__", "__iand__", "__ior__", "__isub__", "__ixor__"),
    *("extend", "extendleft", "update", "union", "intersection", "difference", "join", "format"),
    *("symmetric_difference", "difference_update", "intersection_update", "issubset", "format_map"),
    *("symmetric_difference_update", "issuperset", "isdisjoint", "write", "writelines", "fromkeys"),
    *(
        *("startswith", "endswith", "find", "rfind", "rindex", "replace", "split", "rsplit"),
        *("partition", "rpartition", "strip", "lstrip", "rstrip", "removeprefix", "removesuffix"),
        "translate",
        "unpack",
        "unpack_from",
        "iter_unpack",
        "fromlist",
        "frombytes",
        "subtract",
        "writerows",
    ),
    *LOGGING,
}
"""Methods that look into the collections they are given, or write into them."""

READING = frozenset(
    {
        "copy", "count", "index", "get", "keys", "values", "items", "union", "intersection",
        "difference", "symmetric_difference", "issubset", "issuperset", "isdisjoint", "decode",
        "find", "hex", "startswith", "endswith", "split", "join", "getvalue", "tolist", "tobytes",
        "most_common", "elements", "total", "__len__", "__contains__", "__iter__", "__getitem__",
        "__repr__", "__str__", "__format__", "__eq__", "__ne__", "__lt__", "__le__", "__gt__",
        "__ge__", "__reversed__", "__add__", "__mul__", "__or__", "__and__", "__sub__", "__xor__",
        "__length_hint__", "__copy__", "__reduce__", "__reduce_ex__", "__sizeof__",
    }
)  # fmt: skip
"""Methods of collections that only read."""


INNER = frozenset({"is_shutdown", "queue", "unfinished_tasks"})
"""Attributes of a `queue.Queue` that its methods change, in code that announces only its lock."""


@cache
def names_attributes(text: str) -> bool:
    """Whether the format *text* asks for attributes of what it is given."""
    try:
        return any("." in (field or "") for _, field, _, _ in Formatter().parse(text))
    except ValueError:  # it is not one
        return False
