"""The progress bar: how far the grading is, how fast, how long it will take, what is running."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from types import TracebackType

import rich.progress
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from grader.engine import Task

BAR_CELLS = 20
RATE_CELLS = 7
TIME_CELLS = 7


class Rate(ProgressColumn):
    """How many pieces of work are done in a second, or in a minute if they take longer."""

    def render(self, task: rich.progress.Task) -> Text:
        """The rate of late; nothing before it is known."""
        if not task.speed:
            return Text()
        per_s = task.speed
        return Text(f"{per_s:,.0f}/s" if per_s >= 1 else f"{60 * per_s:.0f}/min", "cyan")


class ProgressBar:
    """An `engine.Watcher` that draws on a terminal, and elsewhere keeps silent."""

    def __init__(self, total: int, console: Console) -> None:
        """Expect *total* tasks."""
        self._lock = Lock()
        self._running: list[Task] = []
        count_cells = 2 * len(str(total)) + 1
        self._room = max(10, console.width - BAR_CELLS - count_cells - RATE_CELLS - TIME_CELLS - 5)
        self._progress = Progress(
            BarColumn(BAR_CELLS),
            MofNCompleteColumn(),
            Rate(),
            TimeRemainingColumn(),
            TextColumn("{task.description}", style="dim", markup=False),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._bar = self._progress.add_task("", total=total)

    def __enter__(self) -> ProgressBar:
        self._progress.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._progress.stop()

    def started(self, task: Task) -> None:
        """Show *task* as running."""
        self._show(self._running.append, task, advance=0)

    def finished(self, task: Task) -> None:
        """Show *task* as done."""
        self._show(self._running.remove, task, advance=1)

    def _show(self, change: Callable[[Task], None], task: Task, advance: int) -> None:
        with self._lock:
            change(task)
            # All of a student's work is begun together, and done in this order.
            first: dict[str, str] = {}
            for running in self._running:
                first.setdefault(running.student.name, running.exercise.name)
            text = Text("left · " + ", ".join(map(" ".join, first.items())))
            text.truncate(self._room, overflow="ellipsis")
            self._progress.update(self._bar, advance=advance, description=text.plain)
