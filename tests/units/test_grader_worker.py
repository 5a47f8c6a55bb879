"""The worker that runs a student's checks: what it makes of how a fork ended."""

import json
import resource
from types import SimpleNamespace

import pytest

from grader.sandbox.event import event_of
from grader.sandbox.fork import Said
from grader.sandbox.worker import Checks


class OutOfTime(Checks):
    """pytest-timeout raises wherever the check is, also where pytest tells what came of it."""

    def __init__(self):
        self._cpu_s = 1

    def _decided(self, item, root, is_canary):
        pytest.fail("Timeout (>3.0s) from pytest-timeout.")


def test_time_that_runs_out_while_a_story_is_told_is_a_timeout(monkeypatch, tmp_path):
    monkeypatch.setattr(resource, "setrlimit", lambda *what: None)
    told, goes_on = OutOfTime()._check(SimpleNamespace(), [tmp_path])
    assert not goes_on
    said = Said(begun=True, text=json.dumps(told).encode(), status=0)
    assert event_of(said, 1) == {"event": "timeout"}


def test_what_says_nothing_has_crashed():
    assert event_of(Said(begun=True, text=b"", status=256), 1) == {"event": "crash", "code": 1}
