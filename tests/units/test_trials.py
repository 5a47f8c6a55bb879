"""Trials on real threads. Nothing here depends on how threads happen to be switched."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable

import pytest

import treadle
from treadle.trials import run_trials


def nothing() -> None:
    """Fine every time."""


def test_all_trials_are_run() -> None:
    calls: list[int] = []
    treadle.stress(trials=7)(lambda: calls.append(1))()
    assert len(calls) == 7


def test_the_first_failure_is_kept_and_counted() -> None:
    calls: list[int] = []

    @treadle.stress(trials=50)
    def fails_in_the_third() -> None:
        calls.append(1)
        assert len(calls) < 3, "three is too many"

    with pytest.raises(
        treadle.StressFailed, match=r"trial 3 of 50 failed: Ass.*three is"
    ) as caught:
        fails_in_the_third()
    assert len(calls) == 3
    result = caught.value.result
    assert (result.trials, result.run, result.failed) == (50, 3, 3)
    assert caught.value.__cause__ is result.error
    assert caught.value.verdict == "wrong-result"


def test_a_thread_that_dies_is_a_failure() -> None:
    def scenario() -> None:
        thread = threading.Thread(target=lambda: 1 / 0, name="divider")
        thread.start()
        thread.join()

    result = run_trials(scenario, 5, 60.0)
    assert result.failed == 1
    assert result.message == "trial 1 of 5 failed in divider: ZeroDivisionError: division by zero"
    assert treadle.StressFailed(result).verdict == "exception"


def test_a_trial_that_hangs_is_left_behind_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    begun, release = threading.Event(), threading.Event()
    join = threading.Thread.join

    def until_it_hangs(thread: threading.Thread, timeout: float | None = None) -> None:
        if thread.name == "the trial":
            begun.wait()
        else:
            join(thread, timeout)

    def waits() -> None:
        begun.set()
        release.wait()

    monkeypatch.setattr(threading.Thread, "join", until_it_hangs)
    try:
        result = run_trials(lambda: treadle.run(waits, nothing), 5, 0.5)
    finally:
        release.set()
    assert result.failed == 1
    assert result.error is None
    assert result.message.startswith("0.5 s were over in trial 1 of 5: ")
    assert "waits stood at test_trials.py:" in result.message
    assert treadle.StressFailed(result).verdict == "timeout"


@pytest.mark.parametrize("scenario", [nothing, lambda: 1 / 0])
def test_everything_is_as_before(scenario: Callable[[], object]) -> None:
    before = (sys.getswitchinterval(), threading.excepthook)
    seen: list[float] = []

    def both() -> None:
        seen.append(sys.getswitchinterval())
        scenario()

    run_trials(both, 2, 60.0)
    assert (sys.getswitchinterval(), threading.excepthook) == before
    assert seen[0] < before[0]


def test_threads_of_run_start_together() -> None:
    """Each waits for the other, which only works if both are there."""
    both = threading.Barrier(2)
    treadle.stress(trials=20)(lambda: treadle.run(both.wait, both.wait))()


def test_skipping_is_no_failure() -> None:
    @treadle.stress
    def skips() -> None:
        pytest.skip("not here")

    with pytest.raises(pytest.skip.Exception):
        skips()


def test_arguments_and_the_name_are_kept() -> None:
    seen: list[object] = []

    @treadle.stress(trials=1)
    def test_it(a: int, *, b: int) -> None:
        seen.append((a, b))

    test_it(1, b=2)
    assert seen == [(1, 2)]
    assert test_it.__name__ == "test_it"


def test_bad_settings() -> None:
    with pytest.raises(ValueError, match="trials must be at least 1, not 0"):
        treadle.stress(trials=0)
    with pytest.raises(ValueError, match="timeout_s must be more than 0, not 0"):
        treadle.stress(timeout_s=0)

    async def coroutine() -> None: ...

    with pytest.raises(TypeError, match="coroutine is a coroutine function"):
        treadle.stress(coroutine)
