"""An earlier part of a check: what was over when that began which went wrong, and was elsewhere."""

from __future__ import annotations

from treadle import verdict as verdicts
from treadle.story.moment import FAIL, RAISE, STUCK, Moments
from treadle.story.patterns.pattern import Pattern, listed
from treadle.trace import ERROR


def earlier_part(moments: Moments, told: list[int], pattern: Pattern | None) -> set[int]:
    """The threads, of those in *told*, that have nothing to do with what went wrong.

    They came to their end before it began, and nobody used what they had used afterwards: a check
    has tried something else before, with other objects.
    """
    wrong = set(pattern.moments) if pattern is not None else set()
    wrong |= {i for i in told if moments[i].action in (FAIL, RAISE, STUCK)}
    begun = min((_begin(moments, moments[i].thread) for i in wrong if moments[i].thread), default=0)
    if pattern is None and not begun and moments.verdict.name == verdicts.WRONG_RESULT:
        begun = _last_part(moments, told)
    ended = {m.thread for m in moments[:begun] if m.action == "end" and m.thread}
    used: dict[int, set[int]] = {}
    for i in told:
        thread = moments[i].thread if moments[i].thread in ended else 0
        objects = used.setdefault(thread, set())
        if moments[i].action != ERROR:  # who raises uses nothing
            objects.add(moments[i].obj)
    met = used.pop(0, set())
    while met_again := [thread for thread, objects in used.items() if objects & met]:
        for thread in met_again:
            met |= used.pop(thread)
    return set(used)


def _last_part(moments: Moments, told: list[int]) -> int:
    """When the last two threads of *told*, at least, began, with nobody else at work; 0 if never.

    Where a check fails by itself, the main thread, it is about what it has done last.
    """
    threads = {moments[i].thread for i in told} - {0}
    begins = {thread: _begin(moments, thread) for thread in threads}
    for thread in sorted(begins, key=lambda t: -begins[t]):
        begun = begins[thread]
        later = {t for t in threads if begins[t] >= begun}
        if len(later) > 1 and all(_is_over(moments, t, begun) for t in threads - later):
            return begun
    return 0


def _is_over(moments: Moments, thread: int, when: int) -> bool:
    return any(m.thread == thread and m.action == "end" for m in moments[:when])


def in_brief(moments: Moments, threads: set[int]) -> str:
    """That an earlier part, done by *threads*, is not told."""
    done_by = listed([moments.name(thread) for thread in sorted(threads)])
    return f"an earlier part of the check, done by {done_by}"


def _begin(moments: Moments, thread: int) -> int:
    """The index of the first moment of *thread*."""
    return next(i for i, moment in enumerate(moments) if moment.thread == thread)
