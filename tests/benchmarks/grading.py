"""What it costs to grade a class, in processor time of everything that runs, the sandbox as well.

    python tests/benchmarks/grading.py make FOLDER [--students 50]
    python tests/benchmarks/grading.py class [--students 50]
    python tests/benchmarks/grading.py troubled [--students 50] [--exercise 02_race...]
    python tests/benchmarks/grading.py peers [--students 5] [--exercise 02_race]
    python tests/benchmarks/grading.py sandbox [--students 10] [--exercise 02_race]
    python tests/benchmarks/grading.py coordinator [--students 1000]

`make` writes a class out of the kit's answers, three right ones for each wrong one, in which the
names of local variables and private attributes are changed so that no two students hand in the
same. `class` grades one with `grader grade`. `troubled` grades one twice, the second time with
three in ten students whose code hangs, crashes or cheats. `peers` grades one exercise with it, with
nbgrader's autograde (needs the extra nbgrader) and with a loop of pytest over the students.
`sandbox` grades a class in a box and without, in turns, `at` once so.
`coordinator` grades one where the checks cost nothing: what is left cannot be given to a cluster.

A box keeps what is in it from the accounts of the processes outside, so the time is that of a
control group. To make one takes root.
"""

from __future__ import annotations

import argparse
import ast
import os
import re
import resource
import shutil
import subprocess
import symtable
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from threading import Event, Thread
from types import MappingProxyType

from grader import collect, engine, kit, score
from grader.journal import Journal
from grader.result import PASSED, Result
from grader.sandbox import BUBBLEWRAP, NONE, Sandbox

sys.path.insert(0, str(Path(__file__).parents[1] / "end_to_end"))

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
KIT = ROOT / "exercises"
REJECTED_BY = re.compile(r"^# rejected by: \S+ (\S+)$", re.MULTILINE)
SLOW = {"timeout", "uncontrolled-block"}
"""Verdicts that take real time to come to."""

NO_THREADS = {
    "19_processes", "20_shared_memory", "21_fork", "22_process_pipeline", "23_asyncio",
}  # fmt: skip
ROUNDS = 3
RIGHT_ONES = 3
"""How many right answers are handed in for each wrong one."""

ENDLESS = "while True:\n    pass\n"
ENDLESS_IN_C = "any(iter(int, 1))\n"
CRASH = """
from functools import reduce
from itertools import repeat
next(reduce(zip, repeat("a", 300_000)))
"""
CHEAT = """
import threading

def patch(thing):
    thing.start = lambda self: self.run()

patch(threading.Thread)
"""
TROUBLES = {1: ENDLESS_IN_C, 4: CRASH, 7: CHEAT, 11: ENDLESS, 14: CRASH, 17: CHEAT}
"""What some of each twenty students have at the end of their module."""


# -- a class ---------------------------------------------------------------------------------------


def exercises() -> list[str]:
    """The exercises that are about threads."""
    return sorted(p.name for p in KIT.glob("[0-9]*") if p.name not in NO_THREADS)


def answers(exercise: str) -> list[str]:
    """The kit's answers to *exercise*, in the proportion of a class."""
    folder = ROOT / "tests" / "answers" / exercise
    right = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("right/*.py"))]
    wrong = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("wrong/*.py"))]
    wrong = [text for text in wrong if not SLOW & set(REJECTED_BY.findall(text))]
    return [
        text
        for i in range(max(len(right), len(wrong)))
        for text in [*(right[(RIGHT_ONES * i + k) % len(right)] for k in range(RIGHT_ONES)),
                     wrong[i % len(wrong)]]
    ]  # fmt: skip


def renamed(source: str, suffix: str) -> str:
    """*source* with other names for what only itself can see; the rest is as it was."""
    tree = ast.parse(source)
    table = symtable.symtable(source, "answer", "exec")
    local, other = set(), set(dir(__builtins__))
    tables = [table]
    while tables:
        scope = tables.pop()
        tables += scope.get_children()
        for symbol in scope.get_symbols():
            is_local = scope.get_type() == "function" and not symbol.is_parameter()
            hidden = is_local and (symbol.is_local() or symbol.is_free())
            (local if hidden and not symbol.is_imported() else other).add(symbol.get_name())
    private = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and re.fullmatch(r"_[a-z]\w*", node.attr)
    }
    defined = {n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.ClassDef)}
    texts = {n.value for n in ast.walk(tree) if isinstance(n, ast.Constant)}
    slots = {name for text in texts if isinstance(text, str) for name in re.findall(r"\w+", text)}
    local -= other | defined | slots
    private -= other | defined | slots | local
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in local:
            node.id += suffix
        elif isinstance(node, ast.ExceptHandler) and node.name in local:
            node.name = f"{node.name}{suffix}"
        elif isinstance(node, ast.Nonlocal):
            node.names = [name + suffix if name in local else name for name in node.names]
        elif isinstance(node, ast.Attribute) and node.attr in private:
            node.attr += suffix
    return f"{ast.unparse(tree)}\n\nhanded_in_by{suffix} = None\n"


def make(
    folder: Path,
    students: int,
    names: list[str],
    *,
    plainly: bool = False,
    troubles: Mapping[int, str] = MappingProxyType({}),
) -> None:
    """Write a class into *folder*.

    Args:
        folder: that is to be made.
        students: how many.
        names: of the exercises.
        plainly: whether they differ by a comment, and not by their names, which takes longer.
        troubles: what some of each twenty have at the end of their modules, by number.

    """
    for position, name in enumerate(names):
        texts = answers(name)
        module = next((ROOT / "solutions" / name).glob("*.py")).name
        for number in range(students):
            path = folder / f"student{number:05}" / name / module
            path.parent.mkdir(parents=True)
            text = texts[(number + 7 * position) % len(texts)]
            made = f"{text}# {number}\n" if plainly else renamed(text, f"_{number}")
            path.write_text(made + troubles.get(number % 20, ""), encoding="utf-8")


# -- what it costs ---------------------------------------------------------------------------------


@dataclass
class Cost:
    """What something has cost.

    Attributes:
        cpu_s: of the processor, in seconds.
        wall_s: of real time, in seconds.
        memory_mb: the most that one process of it had, in megabytes; 0 if it was not looked at.

    """

    cpu_s: float = 0.0
    wall_s: float = 0.0
    memory_mb: float = 0.0


@contextmanager
def group() -> Iterator[tuple[Path, Path, float]]:
    """A control group: where to put a process in, where the time is, and in which part of a second.

    Both generations of them are known: https://docs.kernel.org/admin-guide/cgroup-v2.html.
    """
    old = Path("/sys/fs/cgroup/cpuacct")
    place = (old if old.is_dir() else Path("/sys/fs/cgroup")) / f"treadle-{os.getpid()}"
    place.mkdir()
    try:
        if old.is_dir():
            yield place / "tasks", place / "cpuacct.usage", 1e9
        else:
            yield place / "cgroup.procs", place / "cpu.stat", 1e6
    finally:
        place.rmdir()


def cost(command: list[object], folder: Path, ends_with: tuple[int, ...] = (0, 1)) -> Cost:
    """Run *command* in *folder*; what it and all that it started cost."""
    found = Cost()
    ended = Event()

    def watch(process: subprocess.Popen[bytes]) -> None:
        status = Path(f"/proc/{process.pid}/status")
        while not ended.wait(0.2):
            try:
                kib = re.search(r"VmHWM:\s+(\d+)", status.read_text(encoding="ascii"))
            except OSError:
                return
            found.memory_mb = max(found.memory_mb, int(kib[1]) / 1024 if kib else 0)

    with group() as (tasks, usage, parts):
        begun = time.perf_counter()
        process = subprocess.Popen(
            [str(part) for part in command], cwd=folder, stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE, env=os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
            preexec_fn=lambda: tasks.write_text(str(os.getpid())) and None,
        )  # fmt: skip
        watcher = Thread(target=watch, args=(process,))
        watcher.start()
        _, said = process.communicate()
        ended.set()
        watcher.join()
        found.wall_s = time.perf_counter() - begun
        match = re.search(r"(?:usage_usec )?(\d+)", usage.read_text(encoding="ascii"))
        assert match
        found.cpu_s = int(match[1]) / parts
    assert process.returncode in ends_with, said.decode()
    return found


def grader(*arguments: object) -> list[object]:
    """A command line of the grader."""
    return [sys.executable, "-m", "grader", *arguments]


def grade(folder: Path, names: list[str], *more: object) -> list[object]:
    """The command line that grades the class in *folder*."""
    only = [part for name in names for part in ("--exercise", name)]
    return grader("grade", folder, "-o", folder.parent / "marks", "--kit", KIT, *only, *more)


def per_student(folder: Path, names: list[str], students: int) -> tuple[Cost, Cost]:
    """What the whole class costs, and what is left of it if it is graded a second time."""
    whole = cost(grade(folder, names), folder.parent)
    again = cost(grade(folder, names), folder.parent)  # all is known: only the frame is left
    return whole, again


# -- the comparisons -------------------------------------------------------------------------------


def the_class(students: int) -> None:
    """Print what a class costs."""
    names = exercises()
    with TemporaryDirectory(prefix="class-") as place:
        folder = Path(place, "submissions")
        make(folder, students, names)
        whole, again = per_student(folder, names, students)
    each = (whole.cpu_s - again.cpu_s) / students
    print(f"{students} students x {len(names)} exercises")
    print(f"  all of it        {whole.cpu_s:8.1f} s of CPU, {whole.wall_s:.1f} s")
    print(f"  nothing to do    {again.cpu_s:8.1f} s of CPU, {again.wall_s:.1f} s")
    print(f"  one student      {each:8.2f} s of CPU")
    print(f"  the grader's own memory, at most {whole.memory_mb:.0f} MB")


def peers(students: int, exercise: str) -> None:
    """Print what one exercise costs in different hands."""
    module = next((ROOT / "solutions" / exercise).glob("*.py")).name
    with TemporaryDirectory(prefix="class-") as place:
        folder = Path(place, "submissions")
        make(folder, students, [exercise])
        whole, again = per_student(folder, [exercise], students)
        ours = Cost(whole.cpu_s - again.cpu_s, whole.wall_s - again.wall_s)

        def show(name: str, row: Cost) -> None:
            each = f"{row.cpu_s / students:6.2f} s of CPU  {row.wall_s / students:6.2f} s"
            print(f"  {name:20} {each}  x {row.cpu_s / ours.cpu_s:.1f}", flush=True)

        print(f"{students} students, {exercise}; seconds for each")
        show("grader grade", ours)
        plain = Cost()
        for student in sorted(folder.iterdir()):
            junit = Path(place, f"{student.name}.xml")
            options = ["-q", "-p", "treadle.plugin", "-p", "pytest_timeout", f"--junitxml={junit}"]
            command = [sys.executable, "-m", "pytest", *options, KIT / exercise, "--code", student]
            one = cost(command, ROOT)
            plain.cpu_s += one.cpu_s
            plain.wall_s += one.wall_s
        show("pytest --junitxml", plain)
        texts = {s.name: (s / exercise / module).read_text() for s in sorted(folder.iterdir())}
        nbgrader = of_nbgrader(Path(place, "nbgrader"), exercise, texts)
        if nbgrader is not None:
            show("nbgrader autograde", nbgrader)


class Nobody:
    """Waits for nothing."""

    def started(self, task: object) -> None: ...
    def finished(self, task: object) -> None: ...


def at(level: str, folder: Path, exercise: str) -> None:
    """Grade the class in *folder* at a level of the sandbox."""
    learnt = kit.learn(KIT).select([exercise])
    found = collect.students(folder, learnt, folder.parent / "marks")
    with closing(Journal()) as journal:
        todo = engine.tasks(found.students, learnt)
        engine.grade(Sandbox(level), learnt, todo, journal, Nobody(), jobs=1)


def sandbox(students: int, exercise: str) -> None:
    """Print what the box costs."""
    with TemporaryDirectory(prefix="class-") as place:
        folder = Path(place, "submissions")
        make(folder, students, [exercise])
        spent: dict[str, list[float]] = {NONE: [], BUBBLEWRAP: []}
        for _ in range(ROUNDS):
            for level, costs in spent.items():
                more = ["--folder", folder, "--level", level, "--exercise", exercise]
                costs.append(cost([sys.executable, __file__, "at", *more], ROOT).cpu_s / students)
    print(f"{students} students, {exercise}, {ROUNDS} times each, in turns")
    for level, costs in spent.items():
        print(f"  {level:12} {min(costs) * 1e3:6.0f} to {max(costs) * 1e3:.0f} ms of CPU for each")
    more_ms = (median(spent[BUBBLEWRAP]) - median(spent[NONE])) * 1e3
    print(f"  the box costs {more_ms:.0f} ms of CPU for each student")


def troubled(students: int, names: list[str]) -> None:
    """Print what it costs that some hang, crash or cheat, in each exercise that they hand in."""
    print(f"{students} students x {len(names)} exercises; {len(TROUBLES)} of 20 are in trouble")
    costs = []
    for what, troubles in (("as they are", {}), ("with trouble", TROUBLES)):
        with TemporaryDirectory(prefix="class-") as place:
            folder = Path(place, "submissions")
            make(folder, students, names, troubles=troubles)
            one = cost(grade(folder, names), folder.parent)
        costs.append(one)
        print(f"  {what:14} {one.cpu_s:8.1f} s of CPU, {one.wall_s:.1f} s", flush=True)
    well, ill = costs
    print(f"  x {ill.cpu_s / well.cpu_s:.2f}, in real time x {ill.wall_s / well.wall_s:.2f}")


def of_nbgrader(folder: Path, exercise: str, texts: dict[str, str]) -> Cost | None:
    """What `nbgrader autograde` costs for these students; None if it is not installed."""
    try:
        from nbgrader_class import Course
    except ImportError:
        return None
    folder.mkdir()
    try:
        course = Course(folder, [exercise])
    except ImportError:
        return None
    course.release(exercise)
    for student, text in texts.items():
        course.hand_in(exercise, student, text)
    course.api.collect(exercise)
    command = [Path(sys.executable).with_name("nbgrader"), "autograde", exercise]
    return cost([*command, f"--course-dir={course.course}"], course.course)


def coordinator(students: int) -> None:
    """Print what the grader itself costs, when the checks cost nothing."""

    class Nowhere:
        def run(self, pieces, record, stop):  # type: ignore[no-untyped-def]
            told = Result(pieces[0].checks[0], PASSED, "passed", sandbox="bubblewrap")
            record([(p.exercise, replace(told, check=c)) for p in pieces for c in p.checks])

    learnt = kit.learn(KIT).select(exercises())
    with TemporaryDirectory(prefix="class-") as place:
        folder = Path(place, "submissions")
        make(folder, students, exercises(), plainly=True)
        begun, used = time.perf_counter(), time.process_time()
        found = collect.students(folder, learnt, Path(place, "marks"))
        journal = Journal(Path(place, "journal.db"))
        todo = engine.tasks(found.students, learnt)
        engine.grade(Nowhere(), learnt, todo, journal, Nobody(), jobs=8)
        graded, busy = time.perf_counter() - begun, time.process_time() - used
        begun = time.perf_counter()
        for student in found.students:
            score.row(student.name, learnt, journal.attempts)
        scored = time.perf_counter() - begun
        size = Path(place, "journal.db").stat().st_size
        journal.close()
        shutil.rmtree(folder)
    submissions = students * len(learnt.exercises)
    print(f"{students} students, {submissions} submissions, checks that cost nothing")
    print(
        f"  {submissions / graded:6.0f} submissions a second, {busy / students * 1e3:.0f} ms of CPU"
    )
    print(f"  for each student; marks in {scored:.1f} s; a journal of {size / 1e6:.0f} MB")
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  the most memory: {most:.0f} MB")


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    commands = parser.add_subparsers(dest="command", required=True)
    sizes = {"make": 50, "class": 50, "troubled": 50, "peers": 5, "coordinator": 1000}
    sizes |= {"sandbox": 10, "at": 0}
    for name, number in sizes.items():
        command = commands.add_parser(name)
        command.add_argument("--students", type=int, default=number)
        if name == "make":
            command.add_argument("folder", type=Path)
        if name == "troubled":
            command.add_argument("--exercise", nargs="+", default=["02_race"])
        if name in ("peers", "sandbox", "at"):
            command.add_argument("--exercise", default="02_race")
        if name == "at":
            command.add_argument("--level", default=BUBBLEWRAP)
            command.add_argument("--folder", type=Path, required=True)
    given = parser.parse_args()
    if given.command == "make":
        make(given.folder, given.students, exercises())
    elif given.command == "class":
        the_class(given.students)
    elif given.command == "troubled":
        troubled(given.students, given.exercise)
    elif given.command == "sandbox":
        sandbox(given.students, given.exercise)
    elif given.command == "at":
        at(given.level, given.folder, given.exercise)
    elif given.command == "peers":
        peers(given.students, given.exercise)
    else:
        coordinator(given.students)


if __name__ == "__main__":
    main()
