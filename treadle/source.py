"""Reading a file of Python, so that whatever is wrong with it is told by its name and line."""

from __future__ import annotations

import importlib.util
from pathlib import Path


def read_source(path: Path) -> str:
    """The text of the Python file *path*.

    Raises:
        OSError: if it cannot be read.
        SyntaxError: if it is no text, with the file and the line.

    """
    data = path.read_bytes()
    if b"\0" in data:
        raise SyntaxError(
            "it holds null bytes", (str(path), _line(data, data.index(0)), None, None)
        )
    try:
        return importlib.util.decode_source(data)
    except UnicodeDecodeError as error:
        where = (str(path), _line(data, error.start), None, None)
        raise SyntaxError(f"it is not {error.encoding} text", where) from None
    except SyntaxError as error:  # an encoding that there is not
        raise SyntaxError(error.msg, (str(path), 1, None, None)) from None


def _line(data: bytes, position: int) -> int:
    return data.count(b"\n", 0, position) + 1
