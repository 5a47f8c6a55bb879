"""PrairieLearn: what runs in the container of an external grader.

PrairieLearn reads `results.json` only of a container that ends with 0; of any other it says that
grading failed, and not why. So the exit code is 0 whenever the file says what happened.
"""

from __future__ import annotations

from pathlib import Path

from grader.course import Course
from grader.ending import FINE
from grader.export import files
from grader.export.prairielearn import prairielearn_json
from grader.kit import Kit
from grader.platforms import one

ROOT = Path("/grade")


def run(root: Path, everything: Kit, course: Course) -> int:
    """Grade the submission that lies under *root*, as PrairieLearn puts it there.

    Returns:
        0: the file says the score, or that the submission is not gradable, and why.

    Raises:
        BadInput: it does not lie there.

    """
    row = one.grade(root / "student", "submission", everything, course, trusted=True)
    results = root / "results"
    files.prepare(results)
    files.write(results, {"results.json": prairielearn_json(row)})
    one.report(row)
    return FINE
