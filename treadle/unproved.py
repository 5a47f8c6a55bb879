"""Why nothing is proved of a program: something that it does is no step, so no schedule orders it.

Such a reason is told with the result, since it is mostly one line that could be written otherwise.
"""

from __future__ import annotations

from treadle.frames import caller_frame
from treadle.state import running_execution
from treadle.text import spot

THERE_ARE_MORE = "there are more than these"
BY_CHANCE = "these were drawn by chance"

_KEY = "unseen"


def unseen(what: str) -> None:
    """Note that no step stands for *what* the running thread does."""
    memory = running_execution().memory
    if _KEY not in memory:
        world = memory.get("world")  # a kernel can be run without one
        frame = None if world is None else caller_frame(world.files)
        at = "" if frame is None else spot(frame.f_code.co_filename, frame.f_lineno)
        memory[_KEY] = no_step(what, at)


def unseen_in(memory: dict[object, object]) -> str:
    """The reason that was noted in the *memory* of an execution, or ""."""
    return str(memory.get(_KEY, ""))


def no_step(what: str, at: str) -> str:
    """That no step stands for *what* is done *at* a line, if that is known."""
    return f"no step stands for {what}{at and f' at {at}'}"
