"""The exports: marks as the systems of a course read them. `docs/exports.md` lists every field.

Each is a pure function of the marks, and none depends on a time or a folder of this machine:

- `marks`: `marks.csv`; `results`: `results.json`, which can be read back.
- `junit`: JUnit XML, for the whole class.
- `gradescope`, `prairielearn`, `classroom`, `check50`: the JSON of one student.
- `canvas`, `moodle`: the table that an instructor has downloaded, filled in; `filled` is what both
  have in common, and `sheet` keeps the rest of the table as it was.
- `said`: what is told of a check in words; `files`: writing; `command` and
  `table_command`: `grader export`.
"""

from grader.export.files import prepare, write
from grader.export.marks import marks_csv
from grader.export.results import results_json

__all__ = ["marks_csv", "prepare", "results_json", "write"]
