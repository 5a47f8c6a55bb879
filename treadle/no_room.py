"""A disk without room, and what is said of it."""

from __future__ import annotations

import errno
import os
import sys

FULL = (errno.ENOSPC, errno.EDQUOT)


def told(error: BaseException) -> str:
    """A sentence for *error*, if it is that there was no room; empty if it is anything else.

    What could not be printed is let go of: Python would try again at its end, and fail.
    """
    if not isinstance(error, OSError) or error.errno not in FULL:
        return ""
    if error.filename is None and sys.stdout is not None:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    return f"{error.filename or 'What is printed'} cannot be written: {error.strerror}."
