"""Hidden tests stay hidden: what students get back of them is whether they passed."""

from __future__ import annotations

from typing import Any

from nbgrader.preprocessors import ClearHiddenTests
from nbgrader.utils import determine_grade, is_grade
from traitlets import List


class HideTests(ClearHiddenTests):  # type: ignore[misc]
    """Takes hidden tests, and all that they printed, out of feedback.

    nbgrader itself puts them back for grading and then shows them to everybody, with the traceback.
    """

    # nbconvert sets it for all of its preprocessors, and warns of those that do not know it.
    display_data_priority = List().tag(config=True)

    def preprocess_cell(self, cell: Any, resources: Any, cell_index: int) -> tuple[Any, Any]:
        """Take them out of one cell."""
        hidden = self.begin_test_delimeter in cell.source
        if not hidden:
            return cell, resources
        cell, resources = super().preprocess_cell(cell, resources, cell_index)
        if cell.cell_type == "code" and is_grade(cell):
            points, most = determine_grade(cell)
            said = f"Hidden tests: {points:g} of {most:g} points\n"
            cell.outputs = [{"output_type": "stream", "name": "stdout", "text": said}]
        return cell, resources
