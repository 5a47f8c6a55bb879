"""The story as plain data, for programs."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from treadle.story.accesses import as_json as race_as_json
from treadle.story.moment import Moments, where
from treadle.story.patterns import recognise
from treadle.story.steps import Step, steps
from treadle.story.timing import timing
from treadle.story.words import waits_for

if TYPE_CHECKING:
    from treadle.trace import Blocked, Event, Place
    from treadle.verdict import Result


def as_json(result: Result) -> dict[str, Any]:
    """The story of *result* as dicts, lists, strings and numbers, ready for `json.dumps`.

    Threads are told by name, files without their folder. `steps` are those of the told story;
    `events` is all that happened.
    """
    trace, verdict = result.trace, result.verdict
    story: dict[str, Any] = {
        "verdict": verdict.name,
        "kind": verdict.kind,
        "message": verdict.message,
        "replay": result.replay,
        "at": None,
        "pattern": None,
        "timing": None,
        "threads": [],
        "steps": [],
        "waiting": [],
        "race": None,
        "events": [],
    }
    if trace is None:
        return story
    pattern = recognise(trace, verdict)
    if pattern is not None:
        story["pattern"] = {"name": pattern.name, "sentence": pattern.sentence}
    story["at"] = where(trace.error_place) or None
    names = trace.threads
    story["threads"] = list(names)
    number = 0
    moments = Moments(trace, verdict)
    story["timing"] = timing(moments, pattern) or None
    for step in steps(moments, pattern):
        number += not step.fold
        story["steps"].append(_step(step, number, names))
    story["waiting"] = [_blocked(one, names) for one in trace.blocked]
    if trace.race is not None:
        story["race"] = race_as_json(moments, trace.race)
    story["events"] = [_event(event, names) for event in trace.events]
    return story


def _step(step: Step, number: int, names: list[str]) -> dict[str, Any]:
    thread = names[step.thread] if step.thread >= 0 else None
    if step.fold:
        return {"thread": thread, "left_out": step.fold}
    return {
        "number": number,
        "thread": thread,
        **_place(step.place),
        "notes": list(step.notes),
        "wrong": step.marked,
        "remark": step.remark,
    }


def _event(event: Event, names: list[str]) -> dict[str, Any]:
    return {
        "thread": names[event.thread],
        "action": event.action,
        "target": event.target,
        "part": event.part,
        "value": event.value,
        "held": list(event.held),
        **_place(event.place),
    }


def _blocked(one: Blocked, names: list[str]) -> dict[str, Any]:
    return {
        "thread": names[one.thread],
        "waits": waits_for(one),
        "holder": None if one.holder is None else names[one.holder],
        "held_since": where(one.owned_at) or None,
        **_place(one.place),
    }


def _place(place: Place | None) -> dict[str, Any]:
    if place is None:
        return {"file": None, "line": None, "source": None}
    return {
        "file": PurePath(place.file).name,
        "line": place.line,
        "source": place.source.strip(),
    }
