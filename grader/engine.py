"""The engine: all students, all exercises, several processes at a time on this machine."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass, replace
from threading import Event, Lock
from typing import Protocol

from grader import collect
from grader.collect import Student
from grader.errors import BadInput
from grader.journal import GRADER_ERROR, NOT_SUBMITTED, PASSED, REFUSED, Journal, Result, Work
from grader.kit import Check, Exercise, Kit
from grader.listen import Stopped
from grader.run import LIMIT_S, run


@dataclass(frozen=True, slots=True)
class Task:
    """One student's work on one exercise."""

    student: Student
    exercise: Exercise


class Watcher(Protocol):
    """Who wants to know how far the engine is; called from several threads."""

    def started(self, task: Task) -> None:
        """*task* is being worked on."""

    def finished(self, task: Task) -> None:
        """*task* is done, well or not."""


def tasks(students: Iterable[Student], kit: Kit) -> list[Task]:
    """All that is to be done, student by student."""
    return [Task(student, exercise) for student in students for exercise in kit.exercises]


def grade(
    kit: Kit,
    todo: list[Task],
    journal: Journal,
    watcher: Watcher,
    *,
    jobs: int,
    limit_s: float = LIMIT_S,
    anew: bool = False,
) -> None:
    """Do the tasks, and write every result to *journal* as it comes.

    What the journal knows already of the same bytes and the same kit is not done again, also if
    somebody else handed it in.

    Args:
        kit: where the exercises are from.
        todo: the tasks, which are begun in this order.
        journal: where the results go.
        watcher: who is told how far we are.
        jobs: how many processes at a time.
        limit_s: wall clock for one check, in seconds.
        anew: whether everything is done again; what was known becomes history.

    Raises:
        BadInput: the journal cannot be written.
        KeyboardInterrupt: all processes have been killed; the journal keeps what was done.

    """
    stop = Event()
    grading = _Grading(kit, journal, stop, limit_s, anew)

    def do(task: Task) -> None:
        if not stop.is_set():
            watcher.started(task)
            with suppress(Stopped):
                grading.do(task)
            watcher.finished(task)

    # A thread outlives every process that it launches: some boxes die with their thread.
    with ThreadPoolExecutor(jobs, "grader") as pool:
        try:
            futures = [pool.submit(do, task) for task in todo]
            done, _ = wait(futures, return_when=FIRST_EXCEPTION)
            for future in done:
                future.result()
        finally:
            stop.set()
            pool.shutdown(cancel_futures=True)


class _Grading:
    """One call of `grade`: what every piece of work needs to know.

    Args:
        kit, journal, limit_s, anew: see `grade`.
        stop: set when all has to end.

    """

    def __init__(self, kit: Kit, journal: Journal, stop: Event, limit_s: float, anew: bool) -> None:
        self._kit = kit
        self._journal = journal
        self._stop = stop
        self._limit_s = limit_s
        self._anew = anew
        self._turns: dict[tuple[str, str], Lock] = defaultdict(Lock)

    def do(self, task: Task) -> None:
        """Do *task*; every check has a result then, unless we were told to stop."""
        exercise, journal = task.exercise, self._journal
        if not exercise.checks:
            return  # the exercise is broken, and `score` says so
        submission = collect.take(task.student, exercise)
        work = journal.open(
            task.student.name, exercise.name, submission.digest, exercise.digest, anew=self._anew
        )
        # Whoever handed in the same as somebody who is being graded right now waits for that.
        with self._turns[exercise.name, submission.digest]:
            todo = self._todo(exercise, work)
            if todo and submission.source is not None:
                journal.record(work, journal.twin(work, exercise, of_now=self._anew))
                todo = self._todo(exercise, work)
            if not todo:
                return
            if submission.refused:
                self._say(work, todo, REFUSED, f"Not taken: {submission.refused}.")
            elif submission.source is None:
                self._say(work, todo, NOT_SUBMITTED, f"There is no {exercise.module}.")
            else:
                self._run(work, replace(exercise, checks=tuple(todo)), submission.source)

    def _todo(self, exercise: Exercise, work: Work) -> list[Check]:
        """The checks without a result; an error of ours is none."""
        known = self._journal.results(work, exercise)
        decided = {result.check for result in known if result.outcome != GRADER_ERROR}
        return [check for check in exercise.checks if check not in decided]

    def _say(self, work: Work, checks: Iterable[Check], outcome: str, message: str) -> None:
        self._journal.record(work, (Result(c, outcome, message=message) for c in checks))

    def _run(self, work: Work, exercise: Exercise, source: bytes) -> None:
        """Run the checks of *exercise*, whatever happens."""

        def record(result: Result) -> None:
            self._journal.record(work, [result])

        try:
            run(self._kit, exercise, source, record, stop=self._stop, limit_s=self._limit_s)
        except (Stopped, BadInput):
            raise
        except OSError as error:  # no space for a temporary folder, no more processes
            why = f"The process could not be run: {error.strerror}."
            self._say(work, self._todo(exercise, work), GRADER_ERROR, why)
        except Exception as error:  # a bug of ours must not cost the rest of the class
            why = f"{type(error).__name__}: {error}"
            why = f"The grader broke down, please report it: {why}."
            self._say(work, self._todo(exercise, work), GRADER_ERROR, why)


def is_done(task: Task, journal: Journal, *, well: bool = True) -> bool:
    """Whether every check of *task* has a result; if not *well*, one that did not pass."""
    known = journal.present(task.student.name, task.exercise)
    if len(known) < len(task.exercise.checks):
        return False
    return well or any(result.outcome not in (PASSED, NOT_SUBMITTED) for result in known)
