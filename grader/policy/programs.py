"""Programs that a submission starts: which it is, and with which options, has to be read."""

from __future__ import annotations

import ast
from collections.abc import Iterable

ALONE_ON = ("-c", "-m")
"""Options of Python behind which there is code, or a module, and then the program's arguments."""

PATHS = {"__file__", "Path", "os", "pathlib", "str"}
"""The names of what a path of this file may be made with."""


def is_readable(command: ast.expr | None, assigned: dict[str, list[ast.expr]]) -> bool:
    """Whether *command* starts this Python with a file of the submission, or with plain options.

    Args:
        command: the first argument of `subprocess.run` or its like.
        assigned: the values that names are given, of those that stand for one list.

    """
    if isinstance(command, ast.Name):
        values = assigned.get(command.id, [])
        command = values[0] if len(values) == 1 else None
    if not isinstance(command, ast.List | ast.Tuple) or not command.elts:
        return False
    python, *words = command.elts
    return ast.unparse(python) == "sys.executable" and _has_plain_options(words)


def _has_plain_options(words: Iterable[ast.expr]) -> bool:
    for word in words:
        if not isinstance(word, ast.Constant):
            return _is_of_this_file(word)
        if not isinstance(word.value, str) or not word.value.startswith("-"):
            return False
        if word.value in ALONE_ON:
            return True
    return False


def _is_of_this_file(word: ast.expr) -> bool:
    """Whether it is `__file__`, `sys.argv[0]`, or a path made of one of them and nothing else."""
    texts = [part for part in ast.walk(word) if isinstance(part, ast.Constant)]
    if ast.unparse(word) == "sys.argv[0]":
        return True
    names = {part.id for part in ast.walk(word) if isinstance(part, ast.Name)}
    return not texts and "__file__" in names and names <= PATHS
