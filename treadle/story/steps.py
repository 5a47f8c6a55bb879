"""From moments to the numbered steps of a story: merged, folded, and without what is boring."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from treadle import verdict as verdicts
from treadle.naming import CHECKS
from treadle.story.choice import worth_telling
from treadle.story.earlier import earlier_part, in_brief
from treadle.story.moment import NOTED, RAISE, STUCK, SYNC, Moments, ends_with
from treadle.story.patterns.failing_part import PAST, failing_part
from treadle.story.patterns.pattern import Pattern, what
from treadle.story.words import note
from treadle.trace import ERROR, OVER, Event, Place

MOST = 24
"""Steps that a story may have; of a longer one the middle is left out."""

UNEXPLAINED = 24
"""Steps that a story may have that shows no pattern: which of them matter is not known."""

MOST_THREADS = 8
"""Threads of which nobody sees anything any more in a story that shows no pattern."""

AFTER = 3
"""Steps that are told of what has come of it, besides those that the pattern is made of."""

LAST = 12
"""Steps that are told of a program that does not end."""

LEAD = 3
"""Steps that are told of what was before the first step that matters."""


@dataclass(slots=True)
class Step:
    """One row of the story: what a thread does at one line.

    Attributes:
        thread: the number of the thread; -1 for steps of several.
        place: the line; None if it is not one of the program's.
        notes: what it does there, in words.
        marked: whether it is here that it went wrong.
        remark: why.
        shown: whether the source of the line is shown.
        key: whether it belongs to the pattern, and must not be left out.
        fold: if it stands for steps left out: how many, in words.

    """

    thread: int
    place: Place | None = None
    notes: list[str] = field(default_factory=list)
    marked: bool = False
    remark: str = ""
    shown: bool = True
    key: bool = False
    fold: str = ""


def steps(moments: Moments, pattern: Pattern | None) -> list[Step]:
    """The steps of the story of *moments*, in order."""
    told = _of_the_part(moments, worth_telling(moments, pattern), pattern)
    apart = earlier_part(moments, told, pattern)
    merged = _merged(moments, [i for i in told if moments[i].thread not in apart], pattern)
    wrong = pattern is None and moments.verdict.name == verdicts.WRONG_RESULT
    wrong = wrong and not any(_is_cancelled_before_the_end(m) for m in moments)
    if wrong and not 2 <= len({step.thread for step in merged}) <= MOST_THREADS:
        return []  # no other thread has to do with it, or too many have
    by_check = [step for step in merged if step.place is None and not _only_raises(step)]
    if wrong and by_check and all(step.place is None or _only_raises(step) for step in merged):
        return []  # it is only the check that does anything
    before = [Step(-1, fold=in_brief(moments, apart))] if apart else []
    return [*before, *_in_short(moments, pattern, _folded(_folded(merged)))]


def _of_the_part(moments: Moments, told: list[int], pattern: Pattern | None) -> list[int]:
    """*told* without what the check itself did in an earlier part, to what is used no more."""
    if moments.verdict.name != verdicts.WRONG_RESULT:
        return told
    part = failing_part(moments)
    key = pattern.moments if pattern is not None else ()
    return [i for i in told if part[i].action != PAST or moments[i].thread or i in key]


def _in_short(moments: Moments, pattern: Pattern | None, result: list[Step]) -> list[Step]:
    """So many of the steps *result* as somebody reads."""
    if moments.verdict.name == verdicts.NO_PROGRESS and len(result) > LAST:
        return [Step(-1, fold="many steps before"), *result[-LAST:]]
    if pattern is None:
        return _cut(result, UNEXPLAINED)
    return _cut(_outcome(_begun_late(result) if pattern.about else result), MOST)


def _is_cancelled_before_the_end(moment: Event) -> bool:
    return moment.action == "cancel" or (moment.action == "cancelled" and moment.value != OVER)


def _merged(moments: Moments, told: list[int], pattern: Pattern | None) -> list[Step]:
    """Steps, each of what a thread does in one go at one line."""
    last_key: int | None = None
    if pattern is not None and pattern.about:
        last_key = max([*pattern.moments, *(i for i in told if moments[i].action == RAISE)])
    touched: dict[tuple[int, tuple[str, int] | None], set[str]] = {}
    for i in told:
        if moments[i].action in ("read", "write"):
            where = (moments[i].thread, _line(moments[i]))
            touched.setdefault(where, set()).add(what(moments[i]))
    result: list[Step] = []
    group: list[Event] = []
    after: list[Step] = []
    last = 0
    for i in told:
        moment = moments[i]
        is_after = last_key is not None and i > last_key
        steps_now = after if is_after else result
        closes = ends_with(moment)
        if closes and group and group[-1].thread == moment.thread and steps_now:
            pass  # said at the last step inside the `with`
        elif not _belongs(moment, group) or _was_elsewhere(moments, last, i) or not steps_now:
            group = []
            marked = pattern is not None and i == pattern.at
            shown = moment.place is not None and (marked or not closes)
            steps_now.append(Step(moment.thread, moment.place, shown=shown))
        step = steps_now[-1]
        group.append(moment)
        last = i
        names = touched.get((moment.thread, _line(group[0])), set())
        named = len(names) > 1 or any("." in name for name in names)
        named = named or any(m.action in SYNC and not ends_with(m) for m in group)
        named = named or not _in_the_line(names, group[0])
        step.notes = _notes(group, named)
        if pattern is not None:
            step.key = step.key or i in pattern.moments
            if i == pattern.at:
                step.marked, step.remark = True, pattern.remark
    result = [s for s in result if s.notes]
    after = [s for s in after if any(not n.startswith("gives back") for n in s.notes)]
    if after:
        threads = {s.thread for s in after}
        count = f"and {len(after)} more step{'s' * (len(after) > 1)}"
        result.append(Step(threads.pop() if len(threads) == 1 else -1, fold=count))
    return result


def _only_raises(step: Step) -> bool:
    return all(note.startswith("raises ") for note in step.notes)


def _was_elsewhere(moments: Moments, start: int, end: int) -> bool:
    """Whether the thread of both was at another line of the same function in between."""
    place = moments[end].place
    return place is not None and any(
        m.thread == moments[end].thread
        and m.place is not None
        and m.place.line != place.line
        and (m.place.file, m.place.function) == (place.file, place.function)
        for m in moments[start + 1 : end]
    )


def _belongs(moment: Event, group: list[Event]) -> bool:
    """Whether *moment* goes on with what *group* does at its line, and in the same round."""
    if not group or group[0].thread != moment.thread or _line(group[0]) != _line(moment):
        return False
    if group[-1].action == ERROR:
        return False
    first = group[0]
    action = moment.value if moment.action == STUCK else moment.action
    if action in ("acquire", "try") and any(m.action == "release" for m in group):
        return False
    again = (first.action, first.obj, first.part) == (action, moment.obj, moment.part)
    return not (again and any(m.action not in ("read", NOTED) for m in group))


def _in_the_line(names: set[str], moment: Event) -> bool:
    """Whether the line of *moment* itself says what is read or written: has all of *names*."""
    words = set(re.findall(r"\w+", "" if moment.place is None else moment.place.source))
    return all(not name.startswith(CHECKS) and re.split(r"\W", name)[0] in words for name in names)


def _line(moment: Event) -> tuple[str, int] | None:
    return None if moment.place is None else (moment.place.file, moment.place.line)


def _notes(group: list[Event], named: bool) -> list[str]:
    """What the moments of *group*, all at one line, are."""
    notes: list[str] = []
    for moment, following in zip(group, [*group[1:], None], strict=True):
        failed = following is not None and following.action == RAISE
        if failed and moment.action in ("write", "release", "up"):
            continue  # it is this that failed
        text = note(moment, named)
        if text and (not notes or notes[-1] != text):
            notes.append(text)
    return notes


def _folded(result: list[Step]) -> list[Step]:
    """Rounds of a loop told once, with how many more there are."""
    folded: list[Step] = []
    i = 0
    while i < len(result):
        length, rounds = _loop_at(result, i)
        folded.extend(result[i : i + length])
        if rounds > 1:
            last = result[i + (rounds - 1) * length : i + rounds * length]
            threads = {s.thread for s in last}
            text = f"the same {rounds - 1} more times"
            if length == 1 and last[0].notes != result[i].notes:
                text += f", the last: {', '.join(last[0].notes)}"
            folded.append(Step(threads.pop() if len(threads) == 1 else -1, fold=text))
        i += rounds * length
    return folded


def _loop_at(result: list[Step], start: int) -> tuple[int, int]:
    """The length of the loop that begins at *start*, and how many rounds it makes: 3 or more."""
    best = (1, 1)
    for length in range(1, 9):
        block = [_identity(s) for s in result[start : start + length]]
        if len(block) < length or None in block:
            break
        rounds = 1
        while block == [
            _identity(s) for s in result[start + rounds * length : start + (rounds + 1) * length]
        ]:
            rounds += 1
        if rounds >= 3 and rounds * length > best[0] * best[1]:
            best = (length, rounds)
    return best


def _identity(step: Step) -> tuple[int, str, int] | None:
    """What makes a step the same as another; None for one that is like no other."""
    if step.key:
        return None
    if step.place is None:
        return step.thread, step.fold, 0
    raises = any(text.startswith("raises ") for text in step.notes)  # in one round, perhaps
    return step.thread, step.place.file, -step.place.line if raises else step.place.line


def _begun_late(result: list[Step]) -> list[Step]:
    """The story from shortly before the first step that matters."""
    first = next((i for i, step in enumerate(result) if step.key), 0)
    early = first - LEAD
    if early <= LEAD:
        return result
    left_out = sum(not step.fold for step in result[:early])
    return [Step(-1, fold=f"{left_out} steps before"), *result[early:]]


def _outcome(result: list[Step]) -> list[Step]:
    """The story up to where it went wrong, and the begin of what came of it."""
    marked = next((i for i, step in enumerate(result) if step.marked), len(result))
    last = next((i for i in range(len(result) - 1, -1, -1) if result[i].key), len(result))
    dull = {i for i in range(marked + AFTER + 1, last) if not result[i].key}
    if len(dull) <= AFTER:
        return result
    left_out = sum(not result[i].fold for i in dull)
    fold = Step(-1, fold=f"{left_out} steps left out")
    begin, end = result[: min(dull)], result[min(dull) :]
    return [*begin, fold, *(s for i, s in enumerate(end, min(dull)) if i not in dull)]


def _cut(result: list[Step], most: int) -> list[Step]:
    """At most *most* steps: the first few, the last, and all that the pattern is made of."""
    if len(result) <= most:
        return result
    keep: list[Step] = []
    left_out = 0
    for index, step in enumerate(result):
        if index < 3 or step.key or index >= len(result) - most + 3:
            if left_out == 1:
                keep.append(result[index - 1])  # that takes no more room than to say so
            elif left_out:
                keep.append(Step(-1, fold=f"{left_out} steps left out"))
            left_out = 0
            keep.append(step)
        else:
            left_out += 1
    return keep
