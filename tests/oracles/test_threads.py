"""Python's own tests of threads, queues, pools and logging pass in the world, but for a list."""

from __future__ import annotations

import functools
import gc
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.oracles import threads_runner as runner

DOCUMENT = Path(__file__).parents[2] / "docs" / "oracle.md"


@pytest.fixture(autouse=True)
def leave_nothing() -> Iterator[None]:
    """Give up what a case has left open here, for the next test would be told of it."""
    interval_s = sys.getswitchinterval()
    yield
    sys.setswitchinterval(interval_s)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


@functools.cache
def loaded(name: str) -> runner.Module:
    return runner.Module(name)


@pytest.mark.parametrize(
    ("name", "part", "parts"),
    [(name, part, parts) for name, parts in runner.MODULES.items() for part in range(parts)],
)
def test_cases_pass_or_are_listed(name: str, part: int, parts: int) -> None:
    try:
        module = loaded(name)
    except ImportError as missing:
        pytest.skip(str(missing))
    wrong = []
    for case in module.names[part::parts]:
        group = next((group for group in runner.groups() if group.has(case)), None)
        if group is not None and not group.run:
            continue
        verdict = module.run(case)
        if runner.skipped(verdict):
            continue
        if group is None and verdict.failed:
            wrong.append(f"{case}: {verdict.name}: {verdict.message}")
        if group is not None and not verdict.failed:
            wrong.append(f"{case} passes, so it must not be listed in threads_exceptions.toml")
    assert not wrong, "\n".join(wrong)


def test_no_case_is_listed_twice() -> None:
    patterns = [pattern for group in runner.groups() for pattern in group.cases]
    assert sorted(patterns) == sorted(set(patterns))


def test_the_document_is_up_to_date() -> None:
    told = "run `python tests/oracles/threads_runner.py` to write it anew"
    assert DOCUMENT.read_text(encoding="utf-8") == runner.document(), told
