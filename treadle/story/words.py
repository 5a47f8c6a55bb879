"""What a moment is, in words: `reads 0`, `waits for the lock, for ever`."""

from __future__ import annotations

from treadle.operation import OUTSIDE
from treadle.story.moment import FAIL, NOTED, RAISE, STUCK
from treadle.story.patterns.pattern import what
from treadle.trace import AGAIN, ERROR, KEPT, Blocked, Event

TAKES_NOTE = "the check takes note"

LIBRARY = {
    "Queue.put": {"notify": "puts {value} into {x}", "wait": "waits for room in {x}"},
    "Queue.get": {"notify": "gets {value} from {x}", "wait": "waits for an item in {x}"},
    "Queue.join": {"wait": "waits until all of {x} is done"},
    "Queue.task_done": dict.fromkeys(("acquire", "done"), "reports a task of {x} done"),
    "Queue.qsize": {"acquire": "looks how full {x} is"},
    "Queue.empty": {"acquire": "looks whether {x} is empty"},
    "Queue.full": {"acquire": "looks whether {x} is full"},
    "Future.result": {"wait": "waits for the result"},
    KEPT: {ERROR: "raises {value}"},
    "Barrier.wait": {"acquire": "comes to {x}", "wait": "waits at {x} for the others"},
    "Barrier.abort": {"acquire": "breaks {x}"},
    "Barrier.reset": {"acquire": "makes {x} as new"},
}
"""What a function of the standard library is doing when it does this; silent otherwise."""

_PLAIN = {
    "acquire": "takes {x}",
    AGAIN: "takes {x} once more",
    "try": "tries to take {x}: it is held",
    "release": "gives back {x}",
    "wait": "waits to be notified of {x}",
    "reacquire": "is notified, takes {x} again",
    "down": "takes a permit of {x}",
    "try-down": "finds no permit of {x}",
    "find-empty": "finds {x} empty",
    "up": "gives back a permit of {x}",
    "set": "sets {x}",
    "clear": "clears {x}",
    "await": "sees that {x} is set",
    "put": "puts {value} into {x}",
    "get": "gets {value} from {x}",
    "timeout": "gives up waiting for {x}: time is up",
    "print": "prints {value}",
    "sleep": "sleeps {value}",
    "cancel": "cancels {x}",
    "cancelled": "is cancelled",
    "swallow": "carries on, though it was cancelled",
    NOTED: TAKES_NOTE,
    RAISE: "raises {value}",
    ERROR: "raises {value}",
    FAIL: "fails",
}
_WAITED = {
    "acquire": "waits for {x}, takes it",
    "down": "waits for a permit of {x}, takes it",
    "await": "waits until {x} is set",
    "join": "waits for {x} to end",
    "get": "waits for an item in {x}, gets {value}",
}
_STUCK = {
    "acquire": "waits for {x}",
    "reacquire": "waits to be notified of {x}",
    "down": "waits for a permit of {x}",
    "await": "waits for {x} to be set",
    "get": "waits for an item in {x}",
    "join": "waits for {x} to end",
    "spin": "goes round and round",
    "sleep": "sleeps",
    "put": "waits for room in {x}",
    "future": "waits for {x}",
    "suspend": "waits for {x}",
}


def note(moment: Event, named: bool) -> str:
    """What *moment* is, in words; empty if it is not worth any.

    Args:
        moment: the moment.
        named: whether to say what is read or written, because the line alone does not.

    """
    words = {"x": moment.target or "it", "value": moment.value or "an item"}
    action = moment.action
    if action == "suspend":
        return f"{stuck(moment.value or '', moment.call, moment.target)}, others run"
    if action == "cancelled" and moment.value:
        return f"is cancelled: {moment.value}"
    if action == STUCK:
        return stuck(moment.value or "", moment.call, moment.target) + ", for ever"
    if action in ("read", "write") and not moment.call:
        return _access(moment, named)
    if moment.call and (action != "timeout" or moment.call not in LIBRARY):
        return LIBRARY.get(moment.call, {}).get(action, "").format(**words)
    if action == "notify":
        return f"notifies {words['x']}" + (", but nobody waits" if moment.woken == 0 else "")
    if moment.value == "taken" and action in ("try", "try-down"):
        return _PLAIN["acquire" if action == "try" else "down"].format(**words)
    table = _WAITED if moment.waited and action in _WAITED else _PLAIN
    return table.get(action, "").format(**words)


def stuck(action: str, call: str, target: str) -> str:
    """What a thread does that wants to do *action* and cannot."""
    inside = LIBRARY.get(call, {}).get("wait")
    nameless = "a future" if action == "future" else "it"
    return (inside or _STUCK.get(action, "waits")).format(x=target or nameless)


def waits_for(blocked: Blocked) -> str:
    """What *blocked* waits for."""
    return stuck(blocked.action, blocked.call, blocked.target)


def _access(moment: Event, named: bool) -> str:
    x, value = what(moment), moment.value
    if moment.part == OUTSIDE:
        return "reaches outside the program"
    if moment.action == "read":
        if value is None or value == x:
            return f"looks at {x}"
        has_name = bool(moment.target or moment.part)
        return f"reads {x} = {value}" if named and has_name else f"reads {value}"
    if value == "<generator>":
        return ""  # that somebody takes the next one of it says the line
    if not moment.part:
        return f"changes {x}" + (f" to {value}" if value is not None else "")
    if value is None:
        return f"removes {x}"
    return f"writes {x} = {value}" if named else f"writes {value}"
