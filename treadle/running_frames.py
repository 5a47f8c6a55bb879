"""Which thread runs a frame of the program, so that what is raised there is told of that thread."""

from __future__ import annotations

from types import CodeType, FrameType


class RunningFrames:
    """The frames that the threads of one execution have been seen in."""

    def __init__(self) -> None:
        # By the id of a frame: to hold the frame itself would keep alive what the program has let
        # go of. The code tells whether it is still the same frame.
        self._runs: dict[int, tuple[int, CodeType]] = {}

    def enter(self, thread: int, frame: FrameType) -> None:
        """The thread with the number *thread* is in *frame*."""
        self._runs[id(frame)] = (thread, frame.f_code)

    def of(self, frame: FrameType) -> int | None:
        """The number of the thread that was seen in *frame*, None if none was."""
        runner, code = self._runs.get(id(frame), (None, None))
        return runner if code is frame.f_code else None

    def raised(self, error: BaseException, died: int | None) -> int | None:
        """The thread that raised *error*: perhaps not *died*, the one that it ended."""
        thread = died
        tb = error.__traceback__
        while tb is not None:
            if tb.tb_frame.f_code.co_qualname == "run.<locals>.call":
                thread = None  # raised in a thread of `treadle.run`, which raised it again
            runner = self.of(tb.tb_frame)
            if runner is not None:
                thread = runner
            tb = tb.tb_next
        return thread
