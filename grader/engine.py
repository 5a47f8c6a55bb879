"""The engine: all students, several at a time, on this machine or in another place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from contextlib import nullcontext
from dataclasses import dataclass
from threading import Event, Lock
from typing import Protocol

from grader import collect, policy
from grader.collect import Student, Submission
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
    """A task whose checks have been looked up.

    Attributes:
        todo: those that have no result yet.

    """

    task: Task
    submission: Submission
    work: Work
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
        self._is_over = Event()  # stands for all that have ended: an event is a thousand bytes
        self._is_over.set()

    def do(self, tasks: list[Task]) -> None:
        """Do the *tasks* of one student; every check has a result then, unless we were stopped."""
        mine: list[_Open] = []
        of_others: list[tuple[_Open, Event]] = []
        try:
            for opened in self._opened(tasks):
                other = self._claim(opened.work)
                if other is None:
                    mine.append(opened)
                else:
                    of_others.append((opened, other))
            self._run(mine)
        finally:
            for opened in mine:
                key = (opened.work.exercise, opened.work.submission)
                self._under_way[key].set()
                self._under_way[key] = self._is_over
        # What is the same as somebody else's who is being graded right now waits for that.
        for opened, other in of_others:
            while not other.wait(NOTICE_S):
                if self._stop.is_set():
                    return
            if self._is_taken_over(opened):
                self._watcher.finished(opened.task)
            else:
                self._run([opened])

    def _claim(self, work: Work) -> Event | None:
        """Take it upon us to run this code; or the event of its end, if somebody has."""
        with self._lock:
            key = (work.exercise, work.submission)
            if key in self._under_way:
                return self._under_way[key]
            self._under_way[key] = Event()
            return None

    def _opened(self, tasks: list[Task]) -> list[_Open]:
        """Begin the *tasks* of one student; those of which something has to be run."""
        taken = []
        for task in tasks:
            if self._stop.is_set():
                return []
            self._watcher.started(task)
            taken.append((task, _taken(task)))
        with self._journal.together():
            begun = [
                self._begun(task, submission)
                for task, submission in taken
                if task.exercise.checks  # else the exercise is broken, and `score` says so
            ]
        ends = [self._end(opened) for opened in begun]
        left = []
        with self._journal.together():
            for opened, end in zip(begun, ends, strict=True):
                if end is not None:
                    self._say(opened, *end)
                elif opened.todo and not self._is_taken_over(opened):
                    left.append(opened)
        waiting = {opened.task for opened in left}
        for task in tasks:
            if task not in waiting:
                self._watcher.finished(task)
        return left

    def _begun(self, task: Task, submission: Submission) -> _Open:
        exercise = task.exercise
        work = self._journal.open(
            *(task.student.name, exercise.name, submission.digest, exercise.digest),
            anew=self._anew,
            handed_in=submission.handed_in,
        )
        return _Open(task, submission, work, self._todo(exercise, work))

    def _end(self, opened: _Open) -> tuple[str, str] | None:
        """How the checks that are left end without being run, and why; None if they do not."""
        submission, exercise = opened.submission, opened.task.exercise
        if not opened.todo:
            return None
        if submission.refused:
            return REFUSED, f"Not taken: {submission.refused}."
        if submission.source is None:
            return NOT_SUBMITTED, f"There is no {exercise.module}."
        if self._journal.is_approved(opened.task.student.name, opened.work):
            return None
        try:
            found = policy.violation(submission.source, exercise.allowed)
        except Exception as error:
            return GRADER_ERROR, _broke_down(error)
        return (REJECTED, f"Needs review: {found}.") if found else None

    def _is_taken_over(self, opened: _Open) -> bool:
        """Take over what is known of the same code of somebody else, if all is."""
        exercise = opened.task.exercise
        found = self._journal.twin(opened.work, exercise, of_now=self._anew)
        if found:
            self._journal.record(opened.work, found)
            opened.todo = self._todo(exercise, opened.work)
        return not opened.todo

    def _todo(self, exercise: Exercise, work: Work) -> list[Check]:
        """The checks without a result, or with one that can be done again."""
        known = self._journal.results(work, exercise)
        decided = {result.check for result in known if result.outcome not in AGAIN}
        return [check for check in exercise.checks if check not in decided]

    def _say(self, opened: _Open, outcome: str, message: str) -> None:
        results = [Result(check, outcome, message=message) for check in opened.todo]
        self._journal.record(opened.work, results)

    def _run(self, mine: list[_Open]) -> None:
        """Run the checks of one student, whatever happens."""
        left = {opened.task.exercise.name: opened for opened in mine}

        def record(results: Sequence[tuple[Exercise, Result]]) -> None:
            with self._journal.together():
                for exercise, result in results:
                    self._journal.record(left[exercise.name].work, [result])
            for exercise, result in results:
                opened = left[exercise.name]
                opened.todo.remove(result.check)
                if not opened.todo:
                    self._watcher.finished(opened.task)

        pieces = [Piece(o.task.exercise, o.submission.source or b"", tuple(o.todo)) for o in mine]
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
            why = _broke_down(error)
        for opened in mine:
            if opened.todo:
                self._say(opened, GRADER_ERROR, why)
                self._watcher.finished(opened.task)


def _taken(task: Task) -> Submission:
    """What was handed in; whatever one student's files are, they do not end the grading of all."""
    try:
        return collect.take(task.student, task.exercise)
    except BadInput:
        raise
    except Exception as error:
        return Submission(None, f"the grader cannot read it, please report {error!r}")


def _broke_down(error: Exception) -> str:
    return f"The grader broke down, please report it: {type(error).__name__}: {error}."


def is_done(task: Task, journal: Journal, *, well: bool = True) -> bool:
    """Whether every check of *task* has a result; if not *well*, one that did not pass."""
    known = journal.present(task.student.name, task.exercise)
    if len(known) < len(task.exercise.checks):
        return False
    return well or any(result.outcome not in (PASSED, NOT_SUBMITTED) for result in known)
