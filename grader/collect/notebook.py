"""A module that was handed in as a cell of a notebook; see `treadle.notebook`."""

from __future__ import annotations

import json
from typing import Any

from grader.collect.place import Refused
from treadle.notebook.cell import MAGIC, exercise_of, module_in

NOTEBOOK_BYTES = 16_000_000
"""A notebook is not larger, with all that its cells have printed."""


def module_of(data: bytes, exercise: str, path: str) -> bytes:
    """The module of *exercise* in the notebook *data*, each line at its number in the cell.

    It is the one that the checks see when all cells are run in order: of several cells for the
    exercise, the last before the first cell with points.

    Raises:
        Refused: it is no notebook, or has no such cell.

    """
    found = ""
    for cell in _cells(data, path):
        if _is_graded(cell) and found:
            break
        source = _source(cell)
        if cell.get("cell_type") == "code" and exercise_of(source) == exercise:
            found = source
    if not found:
        raise Refused(f"{path} has no cell that begins with {MAGIC} {exercise}")
    return module_in(found).encode("utf-8", "surrogatepass")


def _cells(data: bytes, path: str) -> list[dict[str, Any]]:
    try:
        cells = json.loads(data)["cells"]
        if isinstance(cells, list) and all(isinstance(cell, dict) for cell in cells):
            return cells
    except (ValueError, KeyError, TypeError, RecursionError):
        pass
    raise Refused(f"{path} is no notebook")


def _source(cell: dict[str, Any]) -> str:
    """The text of *cell*, which is one string or one for each line."""
    source = cell.get("source", "")
    lines = source if isinstance(source, list) else [source]
    return "".join(line for line in lines if isinstance(line, str))


def _is_graded(cell: dict[str, Any]) -> bool:
    metadata = cell.get("metadata")
    said = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    return isinstance(said, dict) and said.get("grade") is True
