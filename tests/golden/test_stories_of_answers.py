"""What the story of a wrong answer says, and what it must not say, for it would mislead."""

from __future__ import annotations

from pathlib import Path

import pytest

from treadle import check
from treadle.story import tell
from treadle.trials import plain_module

ROOT = Path(__file__).parent.parent.parent
SENT_AWAY = Path(__file__).parent / "answers"
"""Answers that once led to a story that sent its reader to the wrong place."""

CASES = [
    (
        ROOT / "tests/answers/03_lock/wrong/not_released_on_refusal.py",
        "test_after_a_refusal_the_account_still_works",
        ["24 raise InsufficientFunds(amount)\n", "raises InsufficientFunds\n"],
        [],
    ),
    (
        SENT_AWAY / "16_executor/in_any_order.py",
        "test_a_failure_is_an_answer_too",
        ["all_rates() gave [3,\n'NoAnswer']"],
        ["in_time", "aited for"],
    ),
    (
        SENT_AWAY / "23_asyncio/text_made_by_the_thread.py",
        "test_a_report_is_of_its_moment",
        ["asyncio_0 │", "{self.taken}"],
        ["Torn read"],
    ),
]


def story_of(answer: Path, name: str) -> str:
    """What the check *name* has to say about *answer*."""
    exercise = ROOT / "exercises" / answer.parts[-3 if answer.parent.name == "wrong" else -2]
    checks = plain_module(next(exercise.glob("test_*.py")))
    with pytest.raises(check.CheckFailed):
        getattr(checks, name)(check.Exercise(answer))
    return tell(check.results.pop())


@pytest.mark.parametrize(
    ("answer", "name", "says", "hides"), CASES, ids=[f"{a.stem}-{n}" for a, n, _, _ in CASES]
)
def test_the_story_of_an_answer_leads_to_its_mistake(
    answer: Path, name: str, says: list[str], hides: list[str]
) -> None:
    story = story_of(answer, name)
    assert not [words for words in says if words not in story], story
    assert not [words for words in hides if words in story], story
