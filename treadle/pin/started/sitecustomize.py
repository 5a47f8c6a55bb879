"""What a Python that a pinned program has started does first, by itself: see that it forks safely.

The pin is in the program and in what it forks. In a Python that it starts, a fork while another
thread is at work goes well or badly as it happens; so that a program cannot get out of the way of
the pin by starting itself, such a Python ends there, and says why.
"""

import os
import sys
from importlib.machinery import PathFinder
from importlib.util import module_from_spec
from pathlib import Path

HERE = Path(__file__).parent
SAID = "forks in a Python that it has started, while another thread is at work there"
STATUS = 70


def forks() -> None:
    """End this process if another thread is at work in it."""
    if len(sys._current_frames()) > 1:
        os.write(2, f"\nThe program {SAID}.\n".encode())
        os._exit(STATUS)


def others_first() -> None:
    """Do what would have been done first if this were not here."""
    sys.path[:] = [place for place in sys.path if place != str(HERE)]
    spec = PathFinder.find_spec(__name__, sys.path)
    if spec is not None and spec.loader is not None:
        sys.modules[__name__] = module = module_from_spec(spec)
        spec.loader.exec_module(module)


if sys.orig_argv[1:3] != [str(HERE.parent), "pinned"] and hasattr(os, "register_at_fork"):
    os.register_at_fork(before=forks)
others_first()
