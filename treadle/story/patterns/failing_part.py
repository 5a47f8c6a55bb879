"""The part of a check that has failed: what was over before it, and elsewhere, is no cause."""

from __future__ import annotations

import copy
from dataclasses import replace

from treadle.story.moment import SYNC, Moments

PAST = "past"
"""The action of what was done in an earlier part, to what the failing part does not use."""

_TOOLS = SYNC | {"read", "write"}


def failing_part(moments: Moments) -> Moments:
    """*moments*, in which all that was done before, to other objects, is `PAST`.

    Where the check itself fails, it speaks of what it has done last: if all others had come to
    their end, and then the check has made something new, and new ones have begun.
    """
    begun = _begun(moments) if moments.trace.error_thread == 0 else 0
    if not begun:
        return moments
    used = {m.obj for m in moments[begun:]}
    part = copy.copy(moments)
    for i, moment in enumerate(moments[:begun]):
        if moment.action in _TOOLS and moment.obj and moment.obj not in used:
            part[i] = replace(moment, action=PAST)
    return part


def _begun(moments: Moments) -> int:
    """When the last part began; 0 if there is one only."""
    begun = 0
    alive: set[int] = set()
    acts = False  # the main thread, since all others have ended; so it had waited for all of them
    for i, moment in enumerate(moments):
        if moment.thread == 0:
            acts = acts or (not alive and moment.action in _TOOLS)
        elif moment.action == "begin":
            if not alive and acts and any(m.action == "end" and m.thread for m in moments[:i]):
                begun = i
            alive.add(moment.thread)
            acts = False
        elif moment.action == "end":
            alive.discard(moment.thread)
            acts = False
    return begun
