"""The garbage collector, kept out of executions: finalisers run at the same step every time."""

from __future__ import annotations

import gc
import itertools
from collections.abc import Iterator
from contextlib import contextmanager

_EVERY = 100
"""Executions, or explorations, after which what they have left is collected."""

_explorations = itertools.count(1)


@contextmanager
def collector_off() -> Iterator[None]:
    """Keep the garbage collector out of an exploration."""
    was_on = gc.isenabled()
    gc.disable()
    if next(_explorations) % _EVERY == 0:
        gc.collect()  # what earlier explorations have left, which has been frozen since
    gc.freeze()
    try:
        yield
    finally:
        if was_on:
            gc.collect()  # while all that was there before is out of its way
            gc.enable()
        gc.unfreeze()


def collect() -> None:
    """Collect all that this exploration has left so far."""
    gc.collect()  # what was there before is frozen, so this is quick


def collect_between(executions: int) -> None:
    """Collect what is young now and then; so many *executions* have been run."""
    if executions % _EVERY == 0:
        gc.collect(0)
