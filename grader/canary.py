"""The canary: for each check an answer that is known to be wrong, which it must not pass.

It runs beside the student's code in the same process, so that code which makes checks pass makes
this one pass as well, and is found out. The kit's own corpus has them: `tests/answers/*/wrong`,
each of which names the checks that reject it. Where there is none, the module as it was shipped
serves, for the checks that the README says it fails.
"""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

REJECTED_BY = re.compile(r"^# rejected by: (test_\w+) ([a-z-]+)$", re.MULTILINE)
SHIPPED = re.compile(r"^<!-- shipped: (test_\w+) ([a-z-]+) -->$", re.MULTILINE)

SLOW = ("timeout", "uncontrolled-block")
"""Verdicts that take real time to come to."""


def canaries(folder: Path, module: str) -> dict[str, bytes]:
    """For the checks of the exercise in *folder* that have one, an answer that they reject.

    Args:
        folder: the exercise, `exercises/NN_topic` of its kit.
        module: the file that a student edits.

    """
    found: dict[str, bytes] = {}
    wrong = folder.parents[1] / "tests" / "answers" / folder.name / "wrong"
    for file in sorted(wrong.glob("*.py")):
        text = file.read_text(encoding="utf-8", errors="replace")
        for check, verdict in REJECTED_BY.findall(text):
            if verdict not in SLOW:
                found.setdefault(check, file.read_bytes())
    with suppress(OSError):
        readme = (folder / "README.md").read_text(encoding="utf-8")
        shipped = folder.parent / ".shipped" / folder.name / module
        for check, verdict in SHIPPED.findall(readme):
            if verdict not in SLOW:
                found.setdefault(check, shipped.read_bytes())
    return found
