"""PrairieLearn: what runs in the container of an external grader."""

from __future__ import annotations

from pathlib import Path

from grader.course import Course
from grader.ending import FINE, OPEN, OURS
from grader.export import files, said
from grader.export.prairielearn import prairielearn_json
from grader.journal import GRADER_ERROR
from grader.kit import Kit
from grader.platforms import one

ROOT = Path("/grade")


def run(root: Path, everything: Kit, course: Course) -> int:
    """Grade the submission that lies under *root*, as PrairieLearn puts it there.

    Returns:
        0 if there is a score; 1 if it is not gradable; 3 if it is a fault of the kit or the
        grader. The file is there in any case.

    Raises:
        BadInput: it does not lie there.

    """
    row = one.grade(root / "student", "submission", everything, course, trusted=True)
    results = root / "results"
    files.prepare(results)
    files.write(results, {"results.json": prairielearn_json(row)})
    one.report(row)
    why = said.why_no_total(row)
    if why == GRADER_ERROR:
        return OURS
    return OPEN if why else FINE
