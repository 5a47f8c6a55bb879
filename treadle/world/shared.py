"""What a program shares with others: classes that are not its own."""

from __future__ import annotations

from typing import Any

_UNCHANGING = 1 << 8
"""Py_TPFLAGS_IMMUTABLETYPE: of classes, mostly of C, to which Python lets nobody store."""

_flags = type.__dict__["__flags__"].__get__
_module = type.__dict__["__module__"].__get__
_qualified = type.__dict__["__qualname__"].__get__


def home_of(cls: type[Any]) -> tuple[str, str]:
    """The module that *cls* is of, and its own name, whatever its metaclass says of that."""
    home = str(_module(cls))
    return home, f"{home}.{_qualified(cls)}"


def can_change(cls: type[Any]) -> bool:
    """Whether Python lets anybody store to an attribute of *cls*."""
    return not _flags(cls) & _UNCHANGING
