"""The engine: all students, all exercises, several processes at a time on this machine."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from dataclasses import dataclass
from threading import Event
from typing import Protocol

from grader import collect
from grader.collect import Student
from grader.journal import GRADER_ERROR, NOT_SUBMITTED, REFUSED, Journal, Result
from grader.kit import Exercise, Kit
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
) -> None:
    """Do the tasks, and write every result to *journal* as it comes.

    Args:
        kit: where the exercises are from.
        todo: the tasks, which are begun in this order.
        journal: where the results go.
        watcher: who is told how far we are.
        jobs: how many processes at a time.
        limit_s: wall clock for one check, in seconds.

    Raises:
        KeyboardInterrupt: all processes have been killed; the journal keeps what was done.

    """
    stop = Event()

    def do(task: Task) -> None:
        if not stop.is_set():
            watcher.started(task)
            _grade_one(kit, task, journal, stop, limit_s)
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


def _grade_one(kit: Kit, task: Task, journal: Journal, stop: Event, limit_s: float) -> None:
    student, exercise = task.student.name, task.exercise

    def record(*results: Result) -> None:
        journal.record(student, exercise.name, results)

    def record_rest(outcome: str, message: str) -> None:
        known = {result.check for result in journal.results(student, exercise.name)}
        rest = [check for check in exercise.checks if check not in known]
        record(*(Result(check, outcome, message=message) for check in rest))

    if not exercise.checks:
        return  # the exercise is broken, and `score` says so
    try:
        submission = collect.take(task.student, exercise)
        if submission.refused:
            record_rest(REFUSED, f"Not taken: {submission.refused}.")
        elif submission.source is None:
            record_rest(NOT_SUBMITTED, f"There is no {exercise.module}.")
        else:
            run(kit, exercise, submission.source, record, stop=stop, limit_s=limit_s)
    except Stopped:
        pass
    except OSError as error:  # no space for a temporary folder, no more processes
        record_rest(GRADER_ERROR, f"The process could not be run: {error.strerror}.")
    except Exception as error:  # a bug of ours must not cost the rest of the class
        what = f"{type(error).__name__}: {error}"
        record_rest(GRADER_ERROR, f"The grader broke down, please report it: {what}.")


def is_done(task: Task, journal: Journal) -> bool:
    """Whether every check of *task* has a result."""
    known = journal.results(task.student.name, task.exercise.name)
    return len(known) == len(task.exercise.checks)
