"""What a notebook shows: the story of a check and the points, as HTML.

It is the story of the terminal, from the same data: the same steps, words and numbers of lines. All
that comes from the learner's program is escaped. It can be read on dark and on light: the colours
are those of JupyterLab's theme where there is one, and else those of the page around.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

from treadle import verdict as verdicts
from treadle.notebook.checking import Checked
from treadle.report import ERROR, FAILED, NOT_SUBMITTED, PASSED, how

STYLE = """<style>
.treadle{--good:#2e9e52;--bad:#d6402b;--odd:#d99000;--note:#a855c7;--line:rgba(127,127,127,.35);
font-family:var(--jp-ui-font-family,system-ui,sans-serif);font-size:14px;line-height:1.5;
color:var(--jp-ui-font-color1,inherit);max-width:72em;margin:4px 0 8px}
[data-jp-theme-light=true] .treadle{--good:#1f8a44;--bad:#c8301c;--odd:#a86b00;--note:#8e44ad}
[data-jp-theme-light=false] .treadle{--good:#5dd389;--bad:#ff8573;--odd:#ffbf4d;--note:#d7a0ee}
.treadle p{margin:6px 0}
.treadle .head{display:flex;gap:10px;align-items:baseline;padding:6px 12px;border-radius:4px;
border-left:4px solid var(--line);background:var(--jp-layout-color2,rgba(127,127,127,.13))}
.treadle .passed{border-color:var(--good)}.treadle .failed{border-color:var(--bad)}
.treadle .error{border-color:var(--odd)}
.treadle .sign{font-weight:700}
.treadle .passed .sign{color:var(--good)}.treadle .failed .sign,.treadle .bad{color:var(--bad)}
.treadle .error .sign{color:var(--odd)}
.treadle .title{flex:1;font-weight:600}
.treadle .won{white-space:nowrap}
.treadle .dim{font-weight:400}
.treadle .dim,.treadle .no,.treadle .fold,.treadle .at{opacity:.72}
.treadle .body{padding:2px 12px 0 16px}
.treadle .bad{font-weight:600}
.treadle .wide{overflow-x:auto;margin:10px 0}
.treadle table.steps{border-collapse:collapse;margin:0;width:auto;font-size:13px;
border:1px solid var(--line)}
.treadle table.steps th,.treadle table.steps td{text-align:left;vertical-align:top;
padding:3px 14px 3px 10px;background:none;white-space:normal;border:0;min-width:11em;
max-width:34em}
.treadle table.steps th{border-bottom:1px solid var(--line)}
.treadle table.steps th+th,.treadle table.steps td+td{border-left:1px solid var(--line)}
.treadle table.steps .no{text-align:right;white-space:nowrap;min-width:0}
.treadle table{color:inherit}.treadle table tr{background:none!important}
.treadle table.steps tr.wrong td{background:rgba(214,64,43,.14)}
.treadle table.steps td.fold{font-style:italic}
.treadle code,.treadle pre{font-family:var(--jp-code-font-family,ui-monospace,monospace);
font-size:12.5px;background:none!important;color:inherit!important;padding:0!important;border:0}
.treadle code{white-space:pre-wrap}
.treadle pre{white-space:pre-wrap;margin:8px 0}
.treadle .line{display:flex;gap:.5em;align-items:baseline}
.treadle .note{color:var(--note)}.treadle .note,.treadle .remark{padding-left:2.6em}
.treadle .at{min-width:2.1em;text-align:right}
.treadle ul{margin:4px 0 8px;padding-left:1.4em}
.treadle details{margin:6px 0}.treadle summary{cursor:pointer}
.treadle table.points{border-collapse:collapse;margin:4px 0 10px;width:auto}
.treadle table.points td{text-align:left;vertical-align:top;padding:2px 14px 2px 0;border:0;
background:none;white-space:normal}
.treadle table.points td.won{text-align:right;white-space:nowrap}
</style>"""

_SIGNS = {PASSED: "✓", FAILED: "✗", ERROR: "!", NOT_SUBMITTED: "-"}
_HAS_A_LINE = (verdicts.WRONG_RESULT, verdicts.EXCEPTION, verdicts.UNCONTROLLED_BLOCK)
"""Verdicts on what one line does: raises, asserts, or asks for and does not get."""

_OF_WAITING = (verdicts.DEADLOCK, verdicts.THREAD_LEFT_RUNNING, verdicts.NO_PROGRESS)
"""Verdicts to which it matters who waits for what."""


def check(checked: Checked, hints: str = "") -> str:
    """One check: what it asks, its points, and the story if it failed.

    Args:
        checked: what came of it.
        hints: where the hints are; empty if there are none.

    """
    return _page(_head(checked) + _body(checked, hints))


def points(name: str, all_checked: Iterable[Checked], hints: str = "") -> str:
    """All checks of the exercise *name* that were run, and the story of each that failed."""
    found = list(all_checked)
    if not found:
        return _page(f"<p>No check of {escape(name)} was run yet.</p>")
    won = sum(one.decision.won for one in found)
    most = sum(one.decision.points for one in found)
    rows = "".join(
        f'<tr><td class="{_class(one)}"><span class="sign">{_SIGNS[one.decision.outcome]}</span>'
        f'</td><td class="won">{one.decision.won} / {one.decision.points}</td>'
        f"<td>{escape(one.decision.title)}"
        f'<span class="dim">{escape(how(one.decision))}</span></td></tr>'
        for one in found
    )
    parts = [
        f"<p><b>{escape(name)}: {won} of {most} points</b></p>",
        f'<table class="points">{rows}</table>',
    ]
    failed = [one for one in found if one.decision.outcome != PASSED]
    for position, one in enumerate(failed):
        opened = " open" if position == 0 else ""
        last = hints if one is failed[-1] else ""
        parts.append(
            f"<details{opened}><summary>{escape(one.decision.title)}</summary>"
            f"{_body(one, last)}</details>"
        )
    return _page("".join(parts))


def sentence(text: str, *, bad: bool = False) -> str:
    """Something to say to the learner, such as what is wrong with a cell."""
    return _page(f'<div class="head {"failed" if bad else ""}"><span>{escape(text)}</span></div>')


def _page(inside: str) -> str:
    return f'{STYLE}<div class="treadle">{inside}</div>'


def _class(checked: Checked) -> str:
    outcome = checked.decision.outcome
    return FAILED if outcome == NOT_SUBMITTED else outcome


def _head(checked: Checked) -> str:
    decision = checked.decision
    return (
        f'<div class="head {_class(checked)}">'
        f'<span class="sign">{_SIGNS[decision.outcome]}</span>'
        f'<span class="title">{escape(decision.title)}'
        f'<span class="dim">{escape(how(decision))}</span></span>'
        f'<span class="won">{decision.won} of {decision.points} points</span></div>'
    )


def _body(checked: Checked, hints: str) -> str:
    decision, story = checked.decision, checked.story
    if decision.outcome == PASSED:
        return ""
    if decision.outcome == ERROR:
        text = (
            "This is a mistake of the kit, not yours. Please report it, with what follows:\n"
            f"{decision.message}"
        )
        return f'<div class="body"><pre>{escape(text)}</pre></div>'
    if story is None or story["race"] is not None:
        told = f"<pre>{escape((decision.story or decision.message).rstrip())}</pre>"
    else:
        told = _story(story)
    if hints:
        told += f'<p class="dim">Stuck? There are hints in {escape(hints)}.</p>'
    return f'<div class="body">{told}</div>'


def _story(story: dict[str, Any]) -> str:
    """What `treadle.story.tell` says, drawn."""
    parts = []
    pattern = story["pattern"]
    told_by_pattern = pattern is not None and (
        story["verdict"] not in (verdicts.WRONG_RESULT, verdicts.EXCEPTION)
        or pattern["name"].startswith("exception")
    )
    if not told_by_pattern:
        at = f"{story['at']}: " if story["at"] and story["verdict"] in _HAS_A_LINE else ""
        parts.append(f'<p class="bad">{escape(at + story["message"])}</p>')
    if pattern is not None:
        term, colon, rest = pattern["sentence"].partition(":")
        kind = ' class="bad"' if told_by_pattern else ""
        parts.append(f"<p><b{kind}>{escape(term + colon)}</b>{escape(rest)}</p>")
    if story["timing"]:
        term, colon, rest = story["timing"].partition(":")
        parts.append(f"<p><b>{escape(term + colon)}</b>{escape(rest)}</p>")
    if story["steps"]:
        parts.append(_steps(story["steps"], story["threads"]))
    waiting = [one for one in story["waiting"] if one["file"] is not None]
    if waiting and story["verdict"] in _OF_WAITING:
        parts.append(f"<p><b>Who waits for what</b></p><ul>{''.join(map(_waits, waiting))}</ul>")
    return "".join(parts)


def _steps(steps: list[dict[str, Any]], names: list[str]) -> str:
    """The steps, a column for each thread that takes one."""
    acting = {step["thread"] for step in steps if "number" in step}
    threads = [name for name in names if name in acting]
    several = len({step["file"] for step in steps if step.get("file")}) > 1
    heads = "".join(f"<th>{escape(name)}</th>" for name in threads)
    rows = "".join(_row(step, threads, several) for step in steps)
    table = f'<table class="steps"><tr><th class="no"></th>{heads}</tr>{rows}</table>'
    return f'<div class="wide">{table}</div>'


def _row(step: dict[str, Any], threads: list[str], several: bool) -> str:
    if "left_out" in step:
        told = escape(f"… {step['left_out']}")
        return f'<tr><td class="no"></td><td class="fold" colspan="{len(threads)}">{told}</td></tr>'
    inside = ""
    if step["source"] is not None:
        at = f"{step['file']}:{step['line']}" if several else str(step["line"])
        code = f"<code>{escape(step['source'])}</code>"
        inside = f'<div class="line"><span class="at">{escape(at)}</span>{code}</div>'
    inside += "".join(f'<div class="note">{escape(note)}</div>' for note in step["notes"])
    if step["remark"]:
        inside += f'<div class="remark bad">← {escape(step["remark"])}</div>'
    cells = "".join(f"<td>{inside if name == step['thread'] else ''}</td>" for name in threads)
    wrong = ' class="wrong"' if step["wrong"] else ""
    number = f"✗ {step['number']}" if step["wrong"] else str(step["number"])
    return f'<tr{wrong}><td class="no">{number}</td>{cells}</tr>'


def _waits(one: dict[str, Any]) -> str:
    told = f"<b>{escape(one['thread'])}</b> {escape(one['waits'])}"
    told += f' <span class="dim">({escape(one["file"])}:{one["line"]})</span>'
    if one["holder"] is not None:
        owner = "itself" if one["holder"] == one["thread"] else one["holder"]
        told += f", held by <b>{escape(owner)}</b>"
        if one["held_since"]:
            told += f" since {escape(one['held_since'])}"
    return f"<li>{told}</li>"
