"""The diagnosis knows by itself what a wait in the standard library is for."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import dedent

import pytest

from treadle import exploration
from treadle.verdict import Result

WAITS = {
    "queue.Queue().get()": ("missing sentinel", "an item in a queue"),
    "queue.Queue(1).join() if q.put(1) else q.join()": (
        "task never done",
        "all tasks of a queue to be done",
    ),
    "q.put(1) or q.put(2)": ("full queue", "room in a queue"),
    "threading.Barrier(2).wait()": ("missing party", "the others at a barrier"),
    "Future().result()": ("missing result", "a result"),
    "c.acquire() and c.wait()": ("lost wake-up", "a notification"),
}


@pytest.mark.parametrize("call", WAITS)
def test_a_wait_has_its_kind(
    call: str, explored: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exploration, "_named", lambda verdict, trace: verdict)
    source = dedent(f"""
        import queue, threading
        from concurrent.futures import Future
        def scenario():
            q, c = queue.Queue(1), threading.Condition()
            {call}
        """)
    verdict = explored(source).verdict
    kind, what = WAITS[call]
    assert (verdict.name, verdict.kind) == ("deadlock", kind)
    assert verdict.message == f"nobody can go on: main waits for {what}"
