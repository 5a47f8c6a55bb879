"""The checks of exercise 14."""

import inspect
import os
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path

import pytest
import treadle

# -- programs that keep a journal -----------------------------------------------------------------


def two_lines(open_journal, threading, pause):
    journal = open_journal("journal")
    journal.note("open the till")
    journal.note("lock the till")


def many_lines(open_journal, threading, pause):
    journal = open_journal("journal")
    for number in range(5000):
        # It must not wait: the first line is still being written.
        journal.note(f"line {number}" if number % 1000 else "")


def no_lines(open_journal, threading, pause):
    open_journal("journal")


def a_thread_that_goes_on(open_journal, threading, pause):
    journal = open_journal("journal")

    def clean():
        pause()  # the main thread comes to its end
        journal.note("clean the floor")

    threading.Thread(target=clean).start()


def a_thread_that_starts_another(open_journal, threading, pause):
    journal = open_journal("journal")

    def lock():
        journal.note("lock the till")

    def clean():
        try:
            threading.Thread(target=lock).start()
        except RuntimeError:  # Python 3.12.0 to 3.12.2 start none any more
            lock()

    pause()  # a journal that looks now and then who is left begins to look
    threading.Thread(target=clean).start()


def a_thread_that_notes_while_they_write(open_journal, threading, pause):
    journal = open_journal("journal")

    def clean():
        pause()  # the main thread comes to its end, and its first line is still being written
        journal.note("clean the floor")

    journal.note("open the till")
    journal.note("lock the till")
    threading.Thread(target=clean).start()


def two_threads(open_journal, threading, pause):
    journal = open_journal("journal")
    threading.Thread(target=journal.note, args=("pay out 100",)).start()
    journal.note("put in 500")


def two_journals(open_journal, threading, pause):
    till, vault = open_journal("till"), open_journal("vault")
    till.note("pay out 100")
    vault.note("take out 500")
    till.note("put in 500")


def a_daemon_of_its_own(open_journal, threading, pause):
    journal = open_journal("journal")
    noted = threading.Event()

    def listen():
        journal.note("open the till")
        noted.set()
        threading.Event().wait()  # for as long as the program lasts

    threading.Thread(target=listen, name="listen", daemon=True).start()
    noted.wait()
    journal.note("lock the till")


def a_thread_with_any_name(open_journal, threading, pause):
    journal = open_journal("journal")
    journal.note("open the till")

    def lock():
        pause()
        threading.Event().wait(0.3)  # a journal that looks now and then has looked meanwhile
        journal.note("lock the till")

    threading.Thread(target=lock, name="journal").start()


# -- how they are run -----------------------------------------------------------------------------


@dataclass
class Ended:
    """What is known of a program that has ended: times in seconds, if asked for."""

    lines: list[str]
    noting: float = 0.0  # the longest note()
    ended: float = 0.0
    beside: str = ""

    def of(self, journal):
        """What is written in a journal, whose lines are to be written one at a time."""
        assert not self.beside, (
            f"the lines of a journal are written one at a time, but {self.beside!r} was begun "
            "while another one was still being written"
        )
        return [line.partition(": ")[2] for line in self.lines if line.startswith(f"{journal}: ")]


@dataclass
class Timed:
    """A journal of which it is noted how long each note() takes."""

    journal: object
    noting: list[float]

    def note(self, line):
        began = treadle.time.monotonic()
        self.journal.note(line)
        self.noting.append(treadle.time.monotonic() - began)


REAL_RUNS = 4
"""With --trials a program runs so often as a real one: to start it takes far longer than it lasts."""

ENDED = {}
"""How it ended, by program and file."""


def run(exercise, program, lasts=0.01, timed=False):
    """Run a program to its end; the check is its main thread, or it is a real one."""
    if treadle.threading is threading:
        ended = ENDED.setdefault((program, exercise.__file__), [])
        if len(ended) < REAL_RUNS:
            ended.append(run_really(exercise, program))
        return ended[-1]
    page = treadle.threading.Lock()
    lines, beside, journals, noting = [], [], [], []
    # Who asks for the time can tell how long others have slept, and nothing is proved any more.
    now = treadle.time.monotonic if timed else float

    def open_journal(name):
        pen = treadle.threading.Lock()  # who writes has it

        def write(line):
            alone = pen.acquire(blocking=False)
            treadle.time.sleep(lasts)
            with page:
                lines.append(f"{name}: {line}")
                if not alone:
                    beside.append(line)
            if alone:
                pen.release()

        journals.append(exercise.Journal(write))  # a program has it as long as it runs
        return Timed(journals[-1], noting) if timed else journals[-1]

    begin = now()
    program(open_journal, treadle.threading, lambda: treadle.time.sleep(0.01))
    treadle.threading._shutdown()  # as Python does when the main thread has come to its end
    treadle.atexit._run_exitfuncs()
    ended = now() - begin
    with page:
        return Ended(list(lines), max(noting, default=0.0), ended, "".join(beside[:1]))


REAL = """
import importlib.util, os, sys, threading

{program}

def open_journal(name):
    def write(line):
        begun.set()
        at_its_end.wait()
        os.write(1, f"\\n{{name}}: {{line}}\\n".encode())  # a line of its own, whatever is there

    journals.append(exercise.Journal(write))
    return journals[-1]

def pause():
    if threading.current_thread() is not threading.main_thread():
        threading.main_thread().join()

journals = []
begun, at_its_end = threading.Event(), threading.Event()
spec = importlib.util.spec_from_file_location("journal", sys.argv[1])
sys.modules["journal"] = exercise = importlib.util.module_from_spec(spec)
spec.loader.exec_module(exercise)
{name}(open_journal, threading, pause)
begun.wait(0.3)  # who writes while the program goes on has a line in hand when it ends
# Only if the main thread waits is it another thread's turn: what it does not wait for is not done.
sys.setswitchinterval(1000)
at_its_end.set()
{end}
"""


def run_really(exercise, program, end="", status=0):
    """Run a program as a real one; nothing is written before its main thread comes to its end."""
    text = REAL.format(program=inspect.getsource(program), name=program.__name__, end=end)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "program.py")
        file.write_text(text, encoding="utf-8")
        result = treadle.run_program(file, os.path.abspath(exercise.__file__), pin=False)
    if status == 0 or result.returncode is None:
        result.check()
    assert result.returncode == status, (
        f"a program that ends with {end.strip()!r} should have the exit status {status}, "
        f"but with its journal it has {result.returncode}"
    )
    return Ended(result.stdout.splitlines())


# -- the checks -----------------------------------------------------------------------------------


@pytest.mark.points(15)
@treadle.explore(schedules=240)
def test_every_line_is_written(exercise):
    """When the program is over, every line is written, in order."""
    written = run(exercise, two_lines).of("journal")
    assert written == ["open the till", "lock the till"], (
        "the program noted 'open the till' and 'lock the till', and ended; "
        f"what is written is {written}"
    )


@pytest.mark.points(10)
@treadle.explore(schedules=300)
def test_a_program_that_notes_nothing_ends(exercise):
    """A program that has noted nothing comes to its end."""
    assert run(exercise, no_lines).lines == [], "nothing was noted, but something is written"


@pytest.mark.points(15)
@treadle.explore(clock="exact", schedules=300)
def test_nobody_waits_longer_than_needed(exercise):
    """note() does not wait for the writing, and the program ends when all is written."""
    # No longer, lest who looks every few milliseconds whether all is written has to look for long.
    ended = run(exercise, a_thread_that_notes_while_they_write, lasts=2, timed=True)
    told = (
        "to write a line takes 2 s here; the main thread noted 'open the till' and 'lock the till', and "
        "came to its end; then another thread, which is no daemon, noted 'clean the floor'"
    )
    assert ended.noting < 1, (
        f"{told}; note() should not wait for the writing, but one note() took {ended.noting:g} s"
    )
    written = ended.of("journal")
    assert written == ["open the till", "lock the till", "clean the floor"], (
        f"{told}; when the program was over, what is written is {written}"
    )
    assert ended.ended < 7.1, (
        "to write three lines takes 6 s here, and the program should end a second later at most, "
        f"but it took {ended.ended:g} s until it was over"
    )


@pytest.mark.points(15)
@treadle.explore(schedules=300)
def test_a_thread_may_go_on(exercise):
    """Lines are written also when a thread notes them after the end of the main thread."""
    written = run(exercise, a_thread_that_goes_on).of("journal")
    assert written == ["clean the floor"], (
        "a thread that is no daemon was still at work when the main thread had come to its end, "
        f"and noted 'clean the floor'; when the program was over, {written} was written"
    )


@pytest.mark.points(5)
@treadle.explore(schedules=240)
def test_a_thread_may_start_another(exercise):
    """Lines are written also when a thread starts another one after the end of the main thread."""
    written = run(exercise, a_thread_that_starts_another).of("journal")
    assert written == ["lock the till"], (
        "the main thread started a thread, and came to its end; that one, which is no daemon, started "
        "another one, and ended; the other one noted 'lock the till', but when the program was over, "
        f"{written} was written"
    )


@pytest.mark.points(10)
@treadle.explore(schedules=240)
def test_two_threads_note_at_the_same_time(exercise):
    """Two threads can note at the same time, and both lines are written."""
    written = run(exercise, two_threads).of("journal")
    assert sorted(written) == ["pay out 100", "put in 500"], (
        "two threads noted 'pay out 100' and 'put in 500' at the same time; "
        f"when the program was over, {written} was written"
    )


@pytest.mark.points(10)
@treadle.explore(schedules=240)
def test_a_program_may_have_a_daemon(exercise):
    """A program may have a daemon thread that notes a line and lives on."""
    written = run(exercise, a_daemon_of_its_own).of("journal")
    assert written == ["open the till", "lock the till"], (
        "a daemon thread of the program noted 'open the till', and after that the main thread "
        "'lock the till', and came to its end; when the program was over, what is written is "
        f"{written}"
    )


@pytest.mark.points(10)
@treadle.explore(schedules=160)
def test_a_program_has_two_journals(exercise):
    """Two journals in one program do not disturb each other."""
    ended = run(exercise, two_journals)
    for name, noted in {"till": ["pay out 100", "put in 500"], "vault": ["take out 500"]}.items():
        written = ended.of(name)
        assert written == noted, (
            f"a program kept two journals; in that of the {name} {noted} was noted, "
            f"but {written} is written"
        )


@pytest.mark.points(10)
def test_real_programs(exercise):
    """A real program keeps its journal, and its exit status, however it ends."""
    both = "noted 'open the till' and 'lock the till', and ended by "
    for program, noted, end, status in [
        (two_lines, both + "its last line", "", 0),
        (
            a_thread_with_any_name,
            "noted 'open the till', and ended by sys.exit(3); 0.3 s later a thread of the program, "
            "no daemon (it has the name 'journal', as any thread may), noted 'lock the till'",
            "sys.exit(3)",
            3,
        ),
        (two_lines, both + "an exception", "raise Exception('the bank is closed')", 1),
    ]:
        written = run_really(exercise, program, end, status).of("journal")
        assert written == ["open the till", "lock the till"], (
            f"a real program {noted}; when it was over, what is written is {written}"
        )
    written = run_really(exercise, many_lines).of("journal")
    noted = [f"line {number}" if number % 1000 else "" for number in range(5000)]
    wrong = [pair for pair in zip(written, noted, strict=False) if pair[0] != pair[1]]
    assert not wrong, (
        "a real program noted 5000 lines, some of them empty, while the first was being written; they "
        f"should be written in order, but {wrong[0][0]!r} stands where {wrong[0][1]!r} should be"
    )
    assert len(written) == len(noted), (
        "a real program noted 5000 lines, some of them empty, while the first was being written; they "
        f"should all be written, but only {len(written)} are"
    )
