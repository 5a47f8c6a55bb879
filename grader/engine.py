"""The engine: all students, several at a time, on this machine or in another place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from contextlib import nullcontext
from dataclasses import dataclass
from threading import Event, Lock
from typing import Protocol

from grader import collect, policy
from grader.collect import Student
from grader.errors import BadInput
from grader.journal import Journal, Work
from grader.kit import Check, Exercise, Kit
from grader.listen import NOTICE_S, Stopped
from grader.place import Here, Place
from grader.result import AGAIN, GRADER_ERROR, NOT_SUBMITTED, PASSED, REFUSED, REJECTED, Result
from grader.run import LIMIT_S, Piece
from grader.sandbox import Sandbox


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
    where: Sandbox | Place,
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
        where: students' code runs: in a sandbox of this machine, or in another place.
        kit: where the exercises are from.
        todo: the tasks, which are begun in this order; a student's together.
        journal: where the results go.
        watcher: who is told how far we are.
        jobs: how many students at a time.
        limit_s: wall clock for one check, in seconds.
        anew: whether everything is done again; what was known becomes history.

    Raises:
        BadInput: the journal cannot be written.
        KeyboardInterrupt: all processes have been killed; the journal keeps what was done.

    """
    stop = Event()
    by_student: dict[Student, list[Task]] = defaultdict(list)
    for task in todo:
        by_student[task.student].append(task)

    # A thread outlives every process that it launches: some boxes die with their thread.
    here = Here(where, kit, limit_s) if isinstance(where, Sandbox) else nullcontext(where)
    with here as place, ThreadPoolExecutor(jobs, "grader") as pool:
        grading = _Grading(place, journal, watcher, stop, anew)
        try:
            futures = [pool.submit(grading.do, of_one) for of_one in by_student.values()]
            done, _ = wait(futures, return_when=FIRST_EXCEPTION)
            for future in done:
                future.result()
        finally:
            stop.set()
            pool.shutdown(cancel_futures=True)


@dataclass(slots=True)
class _Open:
    """A task whose checks have to be run.

    Attributes:
        todo: those that have no result yet.

    """

    task: Task
    work: Work
    source: bytes
    todo: list[Check]


class _Grading:
    """One call of `grade`, which see; *stop* is set when all has to end."""

    def __init__(
        self,
        place: Place,
        journal: Journal,
        watcher: Watcher,
        stop: Event,
        anew: bool,
    ) -> None:
        self._place = place
        self._journal = journal
        self._watcher = watcher
        self._stop = stop
        self._anew = anew
        self._lock = Lock()
        self._under_way: dict[tuple[str, str], Event] = {}

    def do(self, tasks: list[Task]) -> None:
        """Do the *tasks* of one student; every check has a result then, unless we were stopped."""
        mine: list[_Open] = []
        of_others: list[tuple[_Open, Event]] = []
        try:
            for task in tasks:
                opened = self._opened(task)
                if opened is None:
                    continue
                other = self._claim(opened.work)
                if other is None:
                    mine.append(opened)
                else:
                    of_others.append((opened, other))
            self._run(mine)
        finally:
            for opened in mine:
                self._under_way[opened.work.exercise, opened.work.submission].set()
        # What is the same as somebody else's who is being graded right now waits for that.
        for opened, other in of_others:
            while not other.wait(NOTICE_S):
                if self._stop.is_set():
                    return
            if not self._taken_over(opened):
                self._run([opened])

    def _claim(self, work: Work) -> Event | None:
        """Take it upon us to run this code; or the event of its end, if somebody has."""
        with self._lock:
            key = (work.exercise, work.submission)
            if key in self._under_way:
                return self._under_way[key]
            self._under_way[key] = Event()
            return None

    def _opened(self, task: Task) -> _Open | None:
        """Begin *task*; None if there is nothing to run."""
        exercise = task.exercise
        if self._stop.is_set():
            return None
        self._watcher.started(task)
        if exercise.checks:  # else the exercise is broken, and `score` says so
            submission = collect.take(task.student, exercise)
            name, digests = task.student.name, (submission.digest, exercise.digest)
            work = self._journal.open(
                *(name, exercise.name, *digests),
                anew=self._anew,
                handed_in=submission.handed_in,
            )
            todo = self._todo(exercise, work)
            if submission.refused:
                self._say(work, todo, REFUSED, f"Not taken: {submission.refused}.")
            elif submission.source is None:
                self._say(work, todo, NOT_SUBMITTED, f"There is no {exercise.module}.")
            elif why := self._rejected(task, work, submission.source):
                self._say(work, todo, REJECTED, why)
            elif todo:
                opened = _Open(task, work, submission.source, todo)
                if not self._taken_over(opened):
                    return opened
                return None
        self._watcher.finished(task)
        return None

    def _rejected(self, task: Task, work: Work, source: bytes) -> str:
        """Why a person must look at *source* before it may run; empty if it may."""
        if self._journal.is_approved(task.student.name, work):
            return ""
        found = policy.violation(source, task.exercise.allowed)
        return f"Needs review: {found}." if found else ""

    def _taken_over(self, opened: _Open) -> bool:
        """Take over what is known of the same code of somebody else, if all is."""
        exercise = opened.task.exercise
        self._journal.record(
            opened.work, self._journal.twin(opened.work, exercise, of_now=self._anew)
        )
        opened.todo = self._todo(exercise, opened.work)
        if not opened.todo:
            self._watcher.finished(opened.task)
        return not opened.todo

    def _todo(self, exercise: Exercise, work: Work) -> list[Check]:
        """The checks without a result, or with one that can be done again."""
        known = self._journal.results(work, exercise)
        decided = {result.check for result in known if result.outcome not in AGAIN}
        return [check for check in exercise.checks if check not in decided]

    def _say(self, work: Work, checks: Iterable[Check], outcome: str, message: str) -> None:
        self._journal.record(work, (Result(c, outcome, message=message) for c in checks))

    def _run(self, mine: list[_Open]) -> None:
        """Run the checks of one student, whatever happens."""
        left = {opened.task.exercise.name: opened for opened in mine}

        def record(exercise: Exercise, result: Result) -> None:
            opened = left[exercise.name]
            self._journal.record(opened.work, [result])
            opened.todo.remove(result.check)
            if not opened.todo:
                self._watcher.finished(opened.task)

        pieces = [Piece(o.task.exercise, o.source, tuple(o.todo)) for o in mine]
        why = ""
        try:
            if pieces:
                self._place.run(pieces, record, self._stop)
        except Stopped:
            return
        except BadInput:
            raise
        except OSError as error:  # no space for a temporary folder, no more processes
            why = f"The process could not be run: {error.strerror}."
        except Exception as error:  # a bug of ours must not cost the rest of the class
            why = f"{type(error).__name__}: {error}"
            why = f"The grader broke down, please report it: {why}."
        for opened in mine:
            if opened.todo:
                self._say(opened.work, opened.todo, GRADER_ERROR, why)
                self._watcher.finished(opened.task)


def is_done(task: Task, journal: Journal, *, well: bool = True) -> bool:
    """Whether every check of *task* has a result; if not *well*, one that did not pass."""
    known = journal.present(task.student.name, task.exercise)
    if len(known) < len(task.exercise.checks):
        return False
    return well or any(result.outcome not in (PASSED, NOT_SUBMITTED) for result in known)
