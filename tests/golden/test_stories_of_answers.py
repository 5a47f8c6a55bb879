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

SHIPPED = ROOT / "exercises/.shipped"

CASES = [
    (
        ROOT / "tests/answers/05_lock_order/wrong/receipts_in_a_thread.py",
        "test_a_transfer_to_the_same_account_comes_to_an_end",
        ["should have been printed\nwhen transfer() returns, not []", "Not waited for"],
        ["Early read"],
    ),
    (
        SHIPPED / "08_workers/workers.py",
        "test_a_worker_goes_on_after_a_failure",
        ["36 task()\n", "raises NoPaper: the printer is\n"],
        [],
    ),
    (
        SHIPPED / "13_timer/timer.py",
        "test_a_call_that_takes_a_while_delays_nothing",
        ["but it came after 860 ms"],
        ["aited for:", "Early"],
    ),
    (
        ROOT / "tests/answers/14_daemon/wrong/goes_home_too_early.py",
        "test_two_threads_note_at_the_same_time",
        ["Overwritten: main writes thread as Thread-2 (run), Thread-1 makes it Thread-3\n(run)"],
        ["Early read"],
    ),
    (
        ROOT / "tests/answers/17_pool_deadlock/wrong/as_large_as_the_bank.py",
        "test_one_worker_is_enough",
        ["with one worker, two offices were counted at the same time\n"],
        ["permit"],
    ),
    (
        ROOT / "tests/answers/18_local/wrong/shared_by_all.py",
        "test_two_threads_do_not_mix_up_their_customers",
        ["Overwritten: serves bob writes _customer as 'bob', serves ann makes it None"],
        ["Check-then-act"],
    ),
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
