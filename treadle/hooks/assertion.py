"""What an assertion says that has no message of its own."""

from __future__ import annotations

from typing import Any


def explain(source: str, *values: Any) -> str:
    """The message of an assertion that has none of its own."""
    if not values:
        return f"assert {source}"
    return f"assert {source} (with {', '.join(map(_short, values))})"


def _short(value: Any) -> str:
    try:
        text = repr(value)
    except Exception:
        return f"a {type(value).__name__} that cannot be shown"
    return text if len(text) <= 60 else text[:57] + "..."
